import { noAnswer, retryAfter } from './errors.js';

/** No answer is waited for longer than this before a call is tried again, in seconds. */
const LONGEST_WAIT = 10;
/** A call is tried again so often at the most. */
const MOST_RETRIES = 2;

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
export function surroundings() {
  return {
    fetch: (url, init) => fetch(url, init),
    now: () => performance.now(),
    sleep,
    channel: typeof BroadcastChannel === 'function' ? channel : null,
  };
}

/** @param {string} name @returns {Channel} */
function channel(name) {
  const channel = new BroadcastChannel(name);
  // In Node.js it would keep a program from ending.
  if ('unref' in channel && typeof channel.unref === 'function') channel.unref();
  return channel;
}

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
export async function send(around, url, init, again = true) {
  for (let retries = 0; ; retries += 1) {
    const response = await once(around, url, init);
    const wait = again && retries < MOST_RETRIES ? waitBeforeRetry(response, init) : undefined;
    if (wait === undefined) return response;
    await response.body?.cancel();
    await around.sleep(wait * 1000, init.signal);
  }
}

/**
 * @param {Surroundings} around
 * @param {string} url
 * @param {RequestInit} init
 */
async function once(around, url, init) {
  try {
    return await around.fetch(url, init);
  } catch (error) {
    init.signal?.throwIfAborted();
    throw noAnswer(error);
  }
}

/**
 * @param {Response} response
 * @param {RequestInit} init
 */
function waitBeforeRetry(response, init) {
  const safe = ['GET', 'HEAD'].includes(init.method ?? 'GET');
  const again = response.status === 429 || (response.status === 503 && safe);
  const seconds = again && !(init.body instanceof ReadableStream) ? retryAfter(response) : undefined;
  return seconds !== undefined && seconds <= LONGEST_WAIT ? seconds : undefined;
}

/**
 * @param {number} milliseconds
 * @param {AbortSignal | null} [signal]
 * @returns {Promise<void>}
 */
function sleep(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    if (signal?.aborted) stop();
    else signal?.addEventListener('abort', stop, { once: true });
  });
}
