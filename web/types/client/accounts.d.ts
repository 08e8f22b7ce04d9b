export type User = {
    id: string;
    name: string;
    email: string;
    emailVerified: boolean;
    image?: string | null;
    /**
     * as `2026-11-22T17:57:07.198Z`, like all times
     */
    createdAt: string;
    updatedAt: string;
};
export type SignIn = {
    id: string;
    /**
     * what it is revoked by; whoever has it is signed in, so keep it from others
     */
    token: string;
    userId: string;
    expiresAt: string;
    createdAt: string;
    updatedAt: string;
    ipAddress?: string | null;
    userAgent?: string | null;
};
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
export declare function accounts(around: import('./send.js').Surroundings, session: import('./session.js').Session, base: string): {
    requestPasswordReset(body: {
        email: string;
        redirectTo: string;
    }): Promise<void>;
    resetPassword(body: {
        token: string;
        newPassword: string;
    }): Promise<void>;
    sendVerificationEmail(body: {
        email: string;
        callbackURL?: string;
    }): Promise<void>;
    changeEmail(body: {
        newEmail: string;
        callbackURL?: string;
    }): Promise<void>;
    /**
     * Makes an account. `signedIn` is false where the address has to be verified first.
     *
     * @param {{
     *   name: string, email: string, password: string, rememberMe?: boolean, callbackURL?: string
     * }} body `callbackURL` is where the link in the mail leads
     */
    signUp: (body: {
        name: string;
        email: string;
        password: string;
        rememberMe?: boolean;
        callbackURL?: string;
    }) => Promise<{
        user: User;
        signedIn: boolean;
    }>;
    /** @param {{ email: string, password: string, rememberMe?: boolean }} body */
    signIn: (body: {
        email: string;
        password: string;
        rememberMe?: boolean;
    }) => Promise<{
        user: User;
        signedIn: boolean;
    }>;
    /** Ends the session, here and in every other tab. */
    signOut(): Promise<void>;
    /**
     * Who is signed in, and a JWT that says so, or `null`.
     *
     * @returns {Promise<{ user: User, session: SignIn, token: string | null } | null>}
     */
    getSession(): Promise<{
        user: User;
        session: SignIn;
        token: string | null;
    } | null>;
    /** @returns {Promise<SignIn[]>} */
    listSessions: () => Promise<SignIn[]>;
    /**
     * Signs out wherever that session is.
     *
     * @param {string} token the session's, from {@link listSessions}
     */
    revokeSession(token: string): Promise<void>;
    /** Signs out everywhere but here. */
    revokeOtherSessions(): Promise<void>;
    /** @param {{ name?: string, image?: string | null }} changes */
    updateUser(changes: {
        name?: string;
        image?: string | null;
    }): Promise<void>;
    /** @param {{ currentPassword: string, newPassword: string, revokeOtherSessions?: boolean }} body */
    changePassword(body: {
        currentPassword: string;
        newPassword: string;
        revokeOtherSessions?: boolean;
    }): Promise<void>;
    /**
     * Deletes the account and all that is its user's. `deleted` is false where a mailed link has to
     * be followed first.
     *
     * @param {{ password?: string, callbackURL?: string }} [body] the password may be left out soon
     *   after a sign-in; `callbackURL` is where the link leads
     */
    deleteUser(body?: {
        password?: string;
        callbackURL?: string;
    }): Promise<{
        deleted: boolean;
    }>;
};
