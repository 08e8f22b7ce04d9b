/**
 * The client of Ownly, for browsers and for Node.js 20 and later, without dependencies.
 *
 * It signs users in with the session's cookie, gets their JWT, keeps it in memory, renews it before
 * it ends and sends it with every call to the data API.
 *
 * @module ownly-client
 */

import { accounts } from './client/accounts.js';
import { data } from './client/data.js';
import { decode } from './client/jwt.js';
import { surroundings } from './client/send.js';
import { Session } from './client/session.js';
import { tasks } from './client/tasks.js';

export { ApiError } from './client/errors.js';

/** @typedef {import('./client/accounts.js').User} User */
/** @typedef {import('./client/accounts.js').SignIn} SignIn */
/** @typedef {import('./client/data.js').CallInit} CallInit */
/** @typedef {import('./client/jwt.js').Claims} Claims */
/** @typedef {import('./client/session.js').Change} Change */
/** @typedef {import('./client/send.js').Surroundings} Surroundings */
/** @typedef {import('./client/tasks.js').Task} Task */
/** @typedef {import('./client/tasks.js').NewTask} NewTask */
/** @typedef {import('./client/tasks.js').TaskFilter} TaskFilter */
/** @typedef {import('./client/tasks.js').Member} Member */
/** @typedef {import('./client/tasks.js').Comment} Comment */
/** @typedef {ReturnType<typeof createClient>} Client */

/**
 * @param {object} [options]
 * @param {string} [options.baseURL] the origin that has the accounts: Ownly, or a Better Auth
 *   server; in a page the page's own origin if left out
 * @param {string} [options.dataURL] the origin that has the data, if that is another
 * @param {string} [options.basePath] where the accounts are there: `/api/auth`
 * @param {Partial<Surroundings>} [options.surroundings] for tests
 */
export function createClient(options = {}) {
  const baseURL = options.baseURL ?? globalThis.location?.origin;
  if (!baseURL) throw new TypeError('baseURL is missing.');
  const around = { ...surroundings(), ...options.surroundings };
  const base = new URL(options.basePath ?? '/api/auth', baseURL).href.replace(/\/$/, '');
  const session = new Session(around, base);
  const { call, request, exportAll } = data(around, session, options.dataURL ?? baseURL);

  return {
    ...accounts(around, session, base),

    /** `fetch` for the data API: adds the token, and renews it once when it is refused. */
    fetch: call,

    /** The same, for JSON: the answer's body, or an {@link ApiError}. */
    request,

    tasks: tasks(request),

    /**
     * Who the token says its bearer is.
     *
     * @returns {Promise<{
     *   id: string, issuer: string, email: string | null, name: string | null, expiresAt: number
     * }>}
     */
    me: () => request('/api/me'),

    /** All that is the user's, as lines of JSON. */
    export: exportAll,

    /** A token that is good for now, for whoever sends requests of their own. */
    token: async () => (await session.token()).jwt,

    /** A new token, whatever the old one is good for. */
    renew: async () => (await session.renew()).jwt,

    /** What the token says and how long it lasts, or `null` while there is none. */
    inspect() {
      const kept = session.peek();
      return kept && {
        header: decode(kept.jwt, 0),
        claims: decode(kept.jwt, 1),
        secondsLeft: kept.left / 1000,
      };
    },

    /**
     * Calls back when somebody signs in or out, here or in another tab, and when what is known of
     * the user has changed.
     *
     * @param {(change: Change) => void} listener
     * @returns {() => void} ends it
     */
    onChange: (listener) => session.onChange(listener),

    /** Lets go of the other tabs. */
    close: () => session.close(),
  };
}
