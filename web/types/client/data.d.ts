export type CallInit = RequestInit & {
    json?: unknown;
};
/**
 * What a call may be told: like `fetch`, and `json` for a body that is made into JSON.
 *
 * @typedef {RequestInit & { json?: unknown }} CallInit
 */
/**
 * The calls to the data API. They are made with a JWT and never with a cookie.
 *
 * @param {import('./send.js').Surroundings} around
 * @param {import('./session.js').Session} session
 * @param {string} base `https://data.example.com`
 */
export declare function data(around: import('./send.js').Surroundings, session: import('./session.js').Session, base: string): {
    call: (path: string, { json, ...init }?: CallInit) => Promise<Response>;
    request: (path: string, init?: CallInit) => Promise<any>;
    exportAll: ({ signal }?: {
        signal?: AbortSignal;
    }) => Promise<Blob>;
};
