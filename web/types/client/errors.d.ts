/**
 * What a call can come to grief over.
 *
 * `code` is the server's word for it and stays the same; `message` is for people.
 */
export declare class ApiError extends Error {
    status: number;
    code: string;
    /** What the server's log calls the request. */
    requestId: string | undefined;
    /** Seconds after which it may be tried again, if the server said so. */
    retryAfter: number | undefined;
    /**
     * @param {number} status the HTTP status; 0 when there was no answer at all
     * @param {string} code
     * @param {string} message
     * @param {{ requestId?: string | undefined, retryAfter?: number | undefined, cause?: unknown }} [more]
     */
    constructor(status: number, code: string, message: string, more?: {
        requestId?: string | undefined;
        retryAfter?: number | undefined;
        cause?: unknown;
    });
}
/**
 * There was no answer: no network, no such host, or a server of another origin that does not
 * let this page in.
 *
 * @param {unknown} cause
 */
export declare function noAnswer(cause: unknown): ApiError;
/**
 * The call was made for someone who is not signed in any more.
 *
 * @param {string} [message]
 */
export declare function signedOut(message?: string): ApiError;
/**
 * What an answer that is no success says.
 *
 * @param {Response} response
 * @returns {Promise<ApiError>}
 */
export declare function refusal(response: Response): Promise<ApiError>;
/**
 * The seconds that `Retry-After` asks for (RFC 9110, section 10.2.3), or Better Auth's
 * `X-Retry-After`. Of the two forms only the seconds are understood.
 *
 * @param {Response} response
 * @returns {number | undefined}
 */
export declare function retryAfter(response: Response): number | undefined;
