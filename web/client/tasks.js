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
export function tasks(request) {
  /** @param {string} id */
  const at = (id) => `/api/tasks/${encodeURIComponent(id)}`;
  /** @param {Cancel} options */
  const cancel = ({ signal }) => (signal ? { signal } : {});

  return {
    /**
     * One page; `nextCursor` asks for the next.
     *
     * @param {TaskFilter} [filter]
     * @returns {Promise<Page<Task>>}
     */
    list: ({ signal, ...filter } = {}) =>
      request(`/api/tasks${query(filter)}`, signal ? { signal } : {}),

    /**
     * All of them, a page at a time: `for await (const task of client.tasks.each())`.
     *
     * @param {TaskFilter} [filter]
     * @returns {AsyncGenerator<Task, void, void>}
     */
    async *each(filter = {}) {
      let cursor = filter.cursor;
      do {
        /** @type {Page<Task>} */
        const page = await this.list({ ...filter, cursor: cursor ?? null });
        yield* page.items;
        cursor = page.nextCursor;
      } while (cursor);
    },

    /** @param {string} id @param {Cancel} [options] @returns {Promise<Task>} */
    get: (id, options = {}) => request(at(id), cancel(options)),

    /** @param {NewTask} task @returns {Promise<Task>} */
    create: (task) => request('/api/tasks', { method: 'POST', json: task }),

    /**
     * Changes what is given; `null` clears `description` and `dueAt`.
     *
     * @param {string} id
     * @param {Partial<NewTask>} changes
     * @returns {Promise<Task>}
     */
    update: (id, changes) => request(at(id), { method: 'PATCH', json: changes }),

    /** @param {string} id @returns {Promise<void>} */
    delete: (id) => request(at(id), { method: 'DELETE' }),

    members: {
      /** @param {string} task @param {Cancel} [options] @returns {Promise<{ items: Member[] }>} */
      list: (task, options = {}) => request(`${at(task)}/members`, cancel(options)),

      /**
       * Shares the task, or changes what somebody may do with it.
       *
       * @param {string} task
       * @param {{ email?: string, userId?: string, role: 'editor' | 'viewer' }} member
       * @returns {Promise<Member>}
       */
      add: (task, member) => request(`${at(task)}/members`, { method: 'POST', json: member }),

      /** @param {string} task @param {string} member @returns {Promise<void>} */
      remove: (task, member) =>
        request(`${at(task)}/members/${encodeURIComponent(member)}`, { method: 'DELETE' }),
    },

    comments: {
      /** @param {string} task @param {Paging} [page] @returns {Promise<Page<Comment>>} */
      list: (task, { signal, ...page } = {}) =>
        request(`${at(task)}/comments${query(page)}`, signal ? { signal } : {}),

      /** @param {string} task @param {string} text @returns {Promise<Comment>} */
      create: (task, text) => request(`${at(task)}/comments`, { method: 'POST', json: { text } }),

      /** @param {string} task @param {string} comment @param {string} text @returns {Promise<Comment>} */
      update: (task, comment, text) =>
        request(`${at(task)}/comments/${encodeURIComponent(comment)}`, {
          method: 'PATCH',
          json: { text },
        }),

      /** @param {string} task @param {string} comment @returns {Promise<void>} */
      delete: (task, comment) =>
        request(`${at(task)}/comments/${encodeURIComponent(comment)}`, { method: 'DELETE' }),
    },
  };
}

/**
 * A query of what is there: nothing for `undefined`, `null` and an empty text.
 *
 * @param {Record<string, string | number | boolean | null | undefined>} parameters
 */
function query(parameters) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined && value !== null && value !== '') query.set(name, String(value));
  }
  const text = query.toString();
  return text && `?${text}`;
}
