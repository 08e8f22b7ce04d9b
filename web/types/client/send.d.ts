export type Surroundings = {
    fetch: (url: string, init: RequestInit) => Promise<Response>;
    /**
     * milliseconds of a clock that nobody sets back
     */
    now: () => number;
    sleep: (milliseconds: number, signal?: AbortSignal | null) => Promise<void>;
    /**
     * what reaches the other tabs
     */
    channel: ((name: string) => Channel) | null;
};
export type Channel = {
    postMessage: (message: unknown) => void;
    close: () => void;
    onmessage: ((event: MessageEvent) => void) | null;
};
/**
 * What the client needs of its surroundings. All of it is there in browsers and in Node.js;
 * tests bring their own.
 *
 * @typedef {object} Surroundings
 * @property {(url: string, init: RequestInit) => Promise<Response>} fetch
 * @property {() => number} now milliseconds of a clock that nobody sets back
 * @property {(milliseconds: number, signal?: AbortSignal | null) => Promise<void>} sleep
 * @property {((name: string) => Channel) | null} channel what reaches the other tabs
 */
/**
 * The part of a BroadcastChannel that is used.
 *
 * @typedef {object} Channel
 * @property {(message: unknown) => void} postMessage
 * @property {() => void} close
 * @property {((event: MessageEvent) => void) | null} onmessage
 */
/** @returns {Surroundings} */
export declare function surroundings(): Surroundings;
/**
 * Sends a request, and sends it again when the server is busy and says for how long: a refused
 * request (429) in any case, and one that failed (503) if it does no harm twice. Whoever cancels
 * it gets the reason they gave.
 *
 * @param {Surroundings} around
 * @param {string} url
 * @param {RequestInit} init
 * @param {boolean} [again] whether it may be sent again
 * @returns {Promise<Response>}
 */
export declare function send(around: Surroundings, url: string, init: RequestInit, again?: boolean): Promise<Response>;
