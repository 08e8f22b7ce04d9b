import { ApiError, refusal, signedOut } from './errors.js';
import { send } from './send.js';

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
export function data(around, session, base) {
  /**
   * `fetch` with the token of whoever is signed in. A token that is refused is renewed once; the
   * second 401 is the answer.
   *
   * @param {string} path of this API: `/api/tasks`
   * @param {CallInit} [init]
   * @returns {Promise<Response>}
   * @throws {ApiError} when there is no answer, or nobody is signed in
   */
  async function call(path, { json, ...init } = {}) {
    const url = new URL(path, base);
    if (url.origin !== new URL(base).origin) {
      throw new TypeError(`${url.origin} would be sent a token that is for ${base} alone.`);
    }
    const headers = new Headers(init.headers);
    if (json !== undefined) {
      headers.set('content-type', 'application/json');
      init.body = JSON.stringify(json);
    }
    const { epoch } = session;
    /** @param {import('./session.js').Kept} token */
    const attempt = (token) => {
      // What one user meant to do is never done in another's name.
      if (epoch !== session.epoch) throw signedOut();
      headers.set('authorization', `Bearer ${token.jwt}`);
      const rules = /** @type {const} */ ({ credentials: 'omit', redirect: 'error' });
      return send(around, url.href, { ...init, ...rules, headers: new Headers(headers) });
    };
    init.signal?.throwIfAborted();
    const token = await session.token();
    const response = await attempt(token);
    if (response.status !== 401 || init.body instanceof ReadableStream) return response;
    const renewed = await session.after(token);
    await response.body?.cancel();
    return attempt(renewed);
  }

  /**
   * The JSON that a call answers.
   *
   * @param {string} path
   * @param {CallInit} [init]
   * @returns {Promise<any>} `null` where the answer is empty
   * @throws {ApiError} for every answer that is no success
   */
  async function request(path, init) {
    const { epoch } = session;
    const response = await call(path, init);
    if (!response.ok) throw await refusal(response);
    const text = await body(response);
    if (epoch !== session.epoch) throw signedOut();
    return JSON.parse(text || 'null');
  }

  /**
   * All that is the user's, as lines of JSON.
   *
   * @param {{ signal?: AbortSignal }} [options]
   * @returns {Promise<Blob>}
   * @throws {ApiError} also when it broke off: an export is whole or none
   */
  async function exportAll({ signal } = {}) {
    const response = await call('/api/me/export', signal ? { signal } : {});
    if (!response.ok) throw await refusal(response);
    const text = await body(response);
    const last = text.trimEnd().split('\n').at(-1);
    if (last !== '{"complete":true}') {
      throw new ApiError(0, 'EXPORT_INCOMPLETE', 'The export broke off. Try again.');
    }
    return new Blob([text], { type: 'application/x-ndjson' });
  }

  return { call, request, exportAll };
}

/** @param {Response} response */
async function body(response) {
  try {
    return await response.text();
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new ApiError(0, 'NETWORK_ERROR', 'The answer broke off.', { cause });
  }
}
