/** @typedef {(path: string, body: object) => Promise<unknown>} Ask */

/**
 * The calls that send a mail, or that its link leads to. Where a link leads (`redirectTo`,
 * `callbackURL`) is a path of the accounts' origin or a URL of a trusted one; what there is to say
 * is added to its query: `token` for `resetPassword`, or `error`.
 *
 * @param {Ask} ask
 * @param {import('./session.js').Session} session
 */
export function mailed(ask, session) {
  return {
    /**
     * Mails a link to set a new password with. Whether there is such a user is not told.
     *
     * @param {{ email: string, redirectTo: string }} body
     */
    async requestPasswordReset(body) {
      await ask('/request-password-reset', body);
    },

    /**
     * Sets a new password with the token of a mailed link, which works once (`INVALID_TOKEN`). It
     * signs nobody in.
     *
     * @param {{ token: string, newPassword: string }} body
     */
    async resetPassword(body) {
      await ask('/reset-password', body);
    },

    /**
     * Mails a link that verifies an address. Only its own user is told that it is verified.
     *
     * @param {{ email: string, callbackURL?: string }} body
     */
    async sendVerificationEmail(body) {
      await ask('/send-verification-email', body);
    },

    /**
     * Mails a link that makes an address the user's. A server may change one that was never
     * verified at once: `getSession` knows.
     *
     * @param {{ newEmail: string, callbackURL?: string }} body
     */
    async changeEmail(body) {
      await ask('/change-email', body);
      session.announce('changed');
    },
  };
}
