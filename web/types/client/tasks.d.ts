/**
 * @typedef {object} Task
 * @property {string} id
 * @property {string} title 1 to 200 characters
 * @property {string | null} description up to 10,000 characters
 * @property {boolean} completed
 * @property {string | null} dueAt as `2026-11-22T17:57:07.198Z`, like all times
 * @property {string} createdAt
 * @property {string} updatedAt
 * @property {'owner' | 'editor' | 'viewer'} role what the user is to it
 */
export type Task = {
    id: string;
    /**
     * 1 to 200 characters
     */
    title: string;
    /**
     * up to 10,000 characters
     */
    description: string | null;
    completed: boolean;
    /**
     * as `2026-11-22T17:57:07.198Z`, like all times
     */
    dueAt: string | null;
    createdAt: string;
    updatedAt: string;
    /**
     * what the user is to it
     */
    role: 'owner' | 'editor' | 'viewer';
};
export type Member = {
    /**
     * of the membership
     */
    id: string;
    /**
     * as the owner wrote it
     */
    email?: string;
    /**
     * where the server has no accounts
     */
    userId?: string;
    role: 'editor' | 'viewer';
    createdAt: string;
};
export type Comment = {
    id: string;
    taskId: string;
    authorId: string;
    /**
     * 1 to 2,000 characters
     */
    text: string;
    createdAt: string;
    updatedAt: string;
};
export type Page<T> = {
    items: T[];
    nextCursor: string | null;
};
export type Cancel = {
    signal?: AbortSignal;
};
export type Paging = Cancel & {
    limit?: number;
    cursor?: string | null;
};
export type Sort = 'createdAt' | '-createdAt' | 'dueAt' | '-dueAt' | 'title' | '-title';
export type TaskFilter = Paging & {
    completed?: boolean | undefined;
    q?: string;
    scope?: 'mine' | 'shared' | 'all';
    sort?: Sort;
};
export type NewTask = {
    title: string;
    description?: string | null;
    completed?: boolean;
    dueAt?: string | null;
};
export type Ask = (path: string, init?: import('./data.js').CallInit) => Promise<any>;
/**
 * @typedef {object} Member
 * @property {string} id of the membership
 * @property {string} [email] as the owner wrote it
 * @property {string} [userId] where the server has no accounts
 * @property {'editor' | 'viewer'} role
 * @property {string} createdAt
 */
/**
 * @typedef {object} Comment
 * @property {string} id
 * @property {string} taskId
 * @property {string} authorId
 * @property {string} text 1 to 2,000 characters
 * @property {string} createdAt
 * @property {string} updatedAt
 */
/**
 * @template T
 * @typedef {{ items: T[], nextCursor: string | null }} Page
 */
/** @typedef {{ signal?: AbortSignal }} Cancel */
/** @typedef {Cancel & { limit?: number, cursor?: string | null }} Paging */
/**
 * @typedef {'createdAt' | '-createdAt' | 'dueAt' | '-dueAt' | 'title' | '-title'} Sort downwards
 *   with a `-`; without a due date last both ways
 */
/**
 * @typedef {Paging & {
 *   completed?: boolean | undefined, q?: string, scope?: 'mine' | 'shared' | 'all', sort?: Sort
 * }} TaskFilter
 */
/**
 * @typedef {{
 *   title: string, description?: string | null, completed?: boolean, dueAt?: string | null
 * }} NewTask
 */
/** @typedef {(path: string, init?: import('./data.js').CallInit) => Promise<any>} Ask */
/**
 * The calls of `/api/tasks`.
 *
 * @param {Ask} request
 */
export declare function tasks(request: Ask): {
    /**
     * One page; `nextCursor` asks for the next.
     *
     * @param {TaskFilter} [filter]
     * @returns {Promise<Page<Task>>}
     */
    list: ({ signal, ...filter }?: TaskFilter) => Promise<Page<Task>>;
    /**
     * All of them, a page at a time: `for await (const task of client.tasks.each())`.
     *
     * @param {TaskFilter} [filter]
     * @returns {AsyncGenerator<Task, void, void>}
     */
    each(filter?: TaskFilter): AsyncGenerator<Task, void, void>;
    /** @param {string} id @param {Cancel} [options] @returns {Promise<Task>} */
    get: (id: string, options?: Cancel) => Promise<Task>;
    /** @param {NewTask} task @returns {Promise<Task>} */
    create: (task: NewTask) => Promise<Task>;
    /**
     * Changes what is given; `null` clears `description` and `dueAt`.
     *
     * @param {string} id
     * @param {Partial<NewTask>} changes
     * @returns {Promise<Task>}
     */
    update: (id: string, changes: Partial<NewTask>) => Promise<Task>;
    /** @param {string} id @returns {Promise<void>} */
    delete: (id: string) => Promise<void>;
    members: {
        /** @param {string} task @param {Cancel} [options] @returns {Promise<{ items: Member[] }>} */
        list: (task: string, options?: Cancel) => Promise<{
            items: Member[];
        }>;
        /**
         * Shares the task, or changes what somebody may do with it.
         *
         * @param {string} task
         * @param {{ email?: string, userId?: string, role: 'editor' | 'viewer' }} member
         * @returns {Promise<Member>}
         */
        add: (task: string, member: {
            email?: string;
            userId?: string;
            role: 'editor' | 'viewer';
        }) => Promise<Member>;
        /** @param {string} task @param {string} member @returns {Promise<void>} */
        remove: (task: string, member: string) => Promise<void>;
    };
    comments: {
        /** @param {string} task @param {Paging} [page] @returns {Promise<Page<Comment>>} */
        list: (task: string, { signal, ...page }?: Paging) => Promise<Page<Comment>>;
        /** @param {string} task @param {string} text @returns {Promise<Comment>} */
        create: (task: string, text: string) => Promise<Comment>;
        /** @param {string} task @param {string} comment @param {string} text @returns {Promise<Comment>} */
        update: (task: string, comment: string, text: string) => Promise<Comment>;
        /** @param {string} task @param {string} comment @returns {Promise<void>} */
        delete: (task: string, comment: string) => Promise<void>;
    };
};
