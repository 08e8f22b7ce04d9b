/** @typedef {(path: string, body: object) => Promise<unknown>} Ask */
export type Ask = (path: string, body: object) => Promise<unknown>;
/**
 * The calls that send a mail, or that its link leads to. Where a link leads (`redirectTo`,
 * `callbackURL`) is a path of the accounts' origin or a URL of a trusted one; what there is to say
 * is added to its query: `token` for `resetPassword`, or `error`.
 *
 * @param {Ask} ask
 * @param {import('./session.js').Session} session
 */
export declare function mailed(ask: Ask, session: import('./session.js').Session): {
    /**
     * Mails a link to set a new password with. Whether there is such a user is not told.
     *
     * @param {{ email: string, redirectTo: string }} body
     */
    requestPasswordReset(body: {
        email: string;
        redirectTo: string;
    }): Promise<void>;
    /**
     * Sets a new password with the token of a mailed link, which works once (`INVALID_TOKEN`). It
     * signs nobody in.
     *
     * @param {{ token: string, newPassword: string }} body
     */
    resetPassword(body: {
        token: string;
        newPassword: string;
    }): Promise<void>;
    /**
     * Mails a link that verifies an address. Only its own user is told that it is verified.
     *
     * @param {{ email: string, callbackURL?: string }} body
     */
    sendVerificationEmail(body: {
        email: string;
        callbackURL?: string;
    }): Promise<void>;
    /**
     * Mails a link that makes an address the user's. A server may change one that was never
     * verified at once: `getSession` knows.
     *
     * @param {{ newEmail: string, callbackURL?: string }} body
     */
    changeEmail(body: {
        newEmail: string;
        callbackURL?: string;
    }): Promise<void>;
};
