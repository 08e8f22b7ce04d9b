/**
 * The client of Ownly, for browsers and for Node.js 20 and later, without dependencies.
 *
 * It signs users in with the session's cookie, gets their JWT, keeps it in memory, renews it before
 * it ends and sends it with every call to the data API.
 *
 * @module ownly-client
 */
export { ApiError } from './client/errors.js';
export type User = import('./client/accounts.js').User;
export type SignIn = import('./client/accounts.js').SignIn;
export type CallInit = import('./client/data.js').CallInit;
export type Claims = import('./client/jwt.js').Claims;
export type Change = import('./client/session.js').Change;
export type Surroundings = import('./client/send.js').Surroundings;
export type Task = import('./client/tasks.js').Task;
export type NewTask = import('./client/tasks.js').NewTask;
export type TaskFilter = import('./client/tasks.js').TaskFilter;
export type Member = import('./client/tasks.js').Member;
export type Comment = import('./client/tasks.js').Comment;
export type Client = ReturnType<typeof createClient>;
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
export declare function createClient(options?: {
    baseURL?: string;
    dataURL?: string;
    basePath?: string;
    surroundings?: Partial<Surroundings>;
}): {
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
    signUp: (body: {
        name: string;
        email: string;
        password: string;
        rememberMe?: boolean;
        callbackURL?: string;
    }) => Promise<{
        user: import("./client/accounts.js").User;
        signedIn: boolean;
    }>;
    signIn: (body: {
        email: string;
        password: string;
        rememberMe?: boolean;
    }) => Promise<{
        user: import("./client/accounts.js").User;
        signedIn: boolean;
    }>;
    signOut(): Promise<void>;
    getSession(): Promise<{
        user: import("./client/accounts.js").User;
        session: import("./client/accounts.js").SignIn;
        token: string | null;
    } | null>;
    listSessions: () => Promise<import("./client/accounts.js").SignIn[]>;
    revokeSession(token: string): Promise<void>;
    revokeOtherSessions(): Promise<void>;
    updateUser(changes: {
        name?: string;
        image?: string | null;
    }): Promise<void>;
    changePassword(body: {
        currentPassword: string;
        newPassword: string;
        revokeOtherSessions?: boolean;
    }): Promise<void>;
    deleteUser(body?: {
        password?: string;
        callbackURL?: string;
    }): Promise<{
        deleted: boolean;
    }>;
    /** `fetch` for the data API: adds the token, and renews it once when it is refused. */
    fetch: (path: string, { json, ...init }?: import("./client/data.js").CallInit) => Promise<Response>;
    /** The same, for JSON: the answer's body, or an {@link ApiError}. */
    request: (path: string, init?: import("./client/data.js").CallInit) => Promise<any>;
    tasks: {
        list: ({ signal, ...filter }?: import("./client/tasks.js").TaskFilter) => Promise<import("./client/tasks.js").Page<import("./client/tasks.js").Task>>;
        each(filter?: import("./client/tasks.js").TaskFilter): AsyncGenerator<import("./client/tasks.js").Task, void, void>;
        get: (id: string, options?: import("./client/tasks.js").Cancel) => Promise<import("./client/tasks.js").Task>;
        create: (task: import("./client/tasks.js").NewTask) => Promise<import("./client/tasks.js").Task>;
        update: (id: string, changes: Partial<import("./client/tasks.js").NewTask>) => Promise<import("./client/tasks.js").Task>;
        delete: (id: string) => Promise<void>;
        members: {
            list: (task: string, options?: import("./client/tasks.js").Cancel) => Promise<{
                items: import("./client/tasks.js").Member[];
            }>;
            add: (task: string, member: {
                email?: string;
                userId?: string;
                role: 'editor' | 'viewer';
            }) => Promise<import("./client/tasks.js").Member>;
            remove: (task: string, member: string) => Promise<void>;
        };
        comments: {
            list: (task: string, { signal, ...page }?: import("./client/tasks.js").Paging) => Promise<import("./client/tasks.js").Page<import("./client/tasks.js").Comment>>;
            create: (task: string, text: string) => Promise<import("./client/tasks.js").Comment>;
            update: (task: string, comment: string, text: string) => Promise<import("./client/tasks.js").Comment>;
            delete: (task: string, comment: string) => Promise<void>;
        };
    };
    /**
     * Who the token says its bearer is.
     *
     * @returns {Promise<{
     *   id: string, issuer: string, email: string | null, name: string | null, expiresAt: number
     * }>}
     */
    me: () => Promise<{
        id: string;
        issuer: string;
        email: string | null;
        name: string | null;
        expiresAt: number;
    }>;
    /** All that is the user's, as lines of JSON. */
    export: ({ signal }?: {
        signal?: AbortSignal;
    }) => Promise<Blob>;
    /** A token that is good for now, for whoever sends requests of their own. */
    token: () => Promise<string>;
    /** A new token, whatever the old one is good for. */
    renew: () => Promise<string>;
    /** What the token says and how long it lasts, or `null` while there is none. */
    inspect(): {
        header: import("./client/jwt.js").Claims;
        claims: import("./client/jwt.js").Claims;
        secondsLeft: number;
    } | null;
    /**
     * Calls back when somebody signs in or out, here or in another tab, and when what is known of
     * the user has changed.
     *
     * @param {(change: Change) => void} listener
     * @returns {() => void} ends it
     */
    onChange: (listener: (change: Change) => void) => () => void;
    /** Lets go of the other tabs. */
    close: () => void;
};
