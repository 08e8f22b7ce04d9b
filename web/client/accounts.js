import { refusal } from './errors.js';
import { mailed } from './mailed.js';
import { send } from './send.js';

/**
 * @typedef {object} User
 * @property {string} id
 * @property {string} name
 * @property {string} email
 * @property {boolean} emailVerified
 * @property {string | null} [image]
 * @property {string} createdAt as `2026-11-22T17:57:07.198Z`, like all times
 * @property {string} updatedAt
 */

/**
 * @typedef {object} SignIn one time that somebody signed in, somewhere
 * @property {string} id
 * @property {string} token what it is revoked by; whoever has it is signed in, so keep it from others
 * @property {string} userId
 * @property {string} expiresAt
 * @property {string} createdAt
 * @property {string} updatedAt
 * @property {string | null} [ipAddress]
 * @property {string | null} [userAgent]
 */

/**
 * The calls to the accounts: Better Auth's. They are made with the session's cookie.
 *
 * @param {import('./send.js').Surroundings} around
 * @param {import('./session.js').Session} session
 * @param {string} base
 */
export function accounts(around, session, base) {
  /**
   * @param {string} path
   * @param {object} [body] POST with this body; GET without
   */
  async function ask(path, body) {
    /** @type {RequestInit} */
    const init = { credentials: 'include' };
    if (body) {
      init.method = 'POST';
      init.headers = { 'content-type': 'application/json' };
      init.body = JSON.stringify(body);
    }
    // Whoever does something is told at once that they have to wait.
    const response = await send(around, base + path, init, !body);
    if (!response.ok) {
      const error = await refusal(response);
      // Wrong passwords are 401 too, and say nothing of the session.
      if (error.status === 401 && error.code !== 'INVALID_EMAIL_OR_PASSWORD') session.end();
      throw error;
    }
    return { response, json: JSON.parse((await response.text()) || 'null') };
  }

  /** @param {string} path @param {object} body */
  async function signIn(path, body) {
    const { json } = await ask(path, body);
    // Without a session there is something to be done first: to follow a mailed link.
    const signedIn = json.token !== null;
    if (signedIn) session.announce('signed-in');
    return { user: /** @type {User} */ (json.user), signedIn };
  }

  return {
    ...mailed(ask, session),

    /**
     * Makes an account. `signedIn` is false where the address has to be verified first.
     *
     * @param {{
     *   name: string, email: string, password: string, rememberMe?: boolean, callbackURL?: string
     * }} body `callbackURL` is where the link in the mail leads
     */
    signUp: (body) => signIn('/sign-up/email', body),

    /** @param {{ email: string, password: string, rememberMe?: boolean }} body */
    signIn: (body) => signIn('/sign-in/email', body),

    /** Ends the session, here and in every other tab. */
    async signOut() {
      await ask('/sign-out', {});
      session.announce('signed-out');
    },

    /**
     * Who is signed in, and a JWT that says so, or `null`.
     *
     * @returns {Promise<{ user: User, session: SignIn, token: string | null } | null>}
     */
    async getSession() {
      for (;;) {
        const { epoch } = session;
        const askedAt = around.now();
        const { response, json } = await ask('/get-session');
        // Somebody signed in or out meanwhile, so that this is not the answer any more.
        if (epoch !== session.epoch) continue;
        if (!json?.user) {
          session.end();
          return null;
        }
        const token = response.headers.get('set-auth-jwt');
        if (token) session.keep(token, askedAt);
        session.begin();
        return { user: json.user, session: json.session, token };
      }
    },

    /** @returns {Promise<SignIn[]>} */
    listSessions: async () => (await ask('/list-sessions')).json,

    /**
     * Signs out wherever that session is.
     *
     * @param {string} token the session's, from {@link listSessions}
     */
    async revokeSession(token) {
      await ask('/revoke-session', { token });
    },

    /** Signs out everywhere but here. */
    async revokeOtherSessions() {
      await ask('/revoke-other-sessions', {});
    },

    /** @param {{ name?: string, image?: string | null }} changes */
    async updateUser(changes) {
      await ask('/update-user', changes);
      session.announce('changed');
    },

    /** @param {{ currentPassword: string, newPassword: string, revokeOtherSessions?: boolean }} body */
    async changePassword(body) {
      await ask('/change-password', body);
    },

    /**
     * Deletes the account and all that is its user's. `deleted` is false where a mailed link has to
     * be followed first.
     *
     * @param {{ password?: string, callbackURL?: string }} [body] the password may be left out soon
     *   after a sign-in; `callbackURL` is where the link leads
     */
    async deleteUser(body = {}) {
      const { json } = await ask('/delete-user', body);
      const deleted = json?.message !== 'Verification email sent';
      if (deleted) session.announce('signed-out');
      return { deleted };
    },
  };
}
