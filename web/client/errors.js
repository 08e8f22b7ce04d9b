/**
 * What a call can come to grief over.
 *
 * `code` is the server's word for it and stays the same; `message` is for people.
 */
export class ApiError extends Error {
  /**
   * @param {number} status the HTTP status; 0 when there was no answer at all
   * @param {string} code
   * @param {string} message
   * @param {{ requestId?: string | undefined, retryAfter?: number | undefined, cause?: unknown }} [more]
   */
  constructor(status, code, message, more = {}) {
    super(message, { cause: more.cause });
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
    /** What the server's log calls the request. */
    this.requestId = more.requestId;
    /** Seconds after which it may be tried again, if the server said so. */
    this.retryAfter = more.retryAfter;
  }
}

/**
 * There was no answer: no network, no such host, or a server of another origin that does not
 * let this page in.
 *
 * @param {unknown} cause
 */
export function noAnswer(cause) {
  return new ApiError(0, 'NETWORK_ERROR', 'The server cannot be reached.', { cause });
}

/**
 * The call was made for someone who is not signed in any more.
 *
 * @param {string} [message]
 */
export function signedOut(message = 'You are not signed in.') {
  return new ApiError(401, 'SIGNED_OUT', message);
}

/**
 * What an answer that is no success says.
 *
 * @param {Response} response
 * @returns {Promise<ApiError>}
 */
export async function refusal(response) {
  const { status } = response;
  /** @type {Record<string, unknown>} */
  let body = {};
  try {
    const parsed = JSON.parse(await response.text());
    if (parsed && typeof parsed === 'object') body = parsed;
  } catch {
    // Someone between us and the server answered, in words of their own.
  }
  // Better Auth has refusals with a message alone.
  const code = text(body.code) ?? (status === 429 ? 'TOO_MANY_REQUESTS' : `HTTP_${status}`);
  const message = text(body.message) ?? `The server answered ${status}.`;
  const requestId = text(body.requestId) ?? response.headers.get('x-request-id') ?? undefined;
  return new ApiError(status, code, message, { requestId, retryAfter: retryAfter(response) });
}

/**
 * The seconds that `Retry-After` asks for (RFC 9110, section 10.2.3), or Better Auth's
 * `X-Retry-After`. Of the two forms only the seconds are understood.
 *
 * @param {Response} response
 * @returns {number | undefined}
 */
export function retryAfter(response) {
  const told = response.headers.get('retry-after') ?? response.headers.get('x-retry-after');
  return told !== null && /^\d{1,9}$/.test(told.trim()) ? Number(told) : undefined;
}

/** @param {unknown} value */
function text(value) {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
