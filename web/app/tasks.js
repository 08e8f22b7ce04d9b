import { announce, fill, freshId, h } from './dom.js';
import { field, form } from './form.js';
import { taskRow } from './task-row.js';
import { say } from './words.js';

/** @typedef {import('./main.js').App} App */
/** @typedef {import('../client.js').Task} Task */
/** @typedef {'-createdAt' | 'dueAt' | 'title'} Order */
/**
 * @typedef {{
 *   completed: boolean | undefined, scope: 'mine' | 'shared' | 'all', q: string, sort: Order
 * }} Filter
 */

/** @type {Record<Order, string>} */
const ORDERS = { '-createdAt': 'Newest first', dueAt: 'Due date', title: 'Title' };

const PAGE = 30;
const TYPING = 250;

/**
 * @param {App} app
 * @returns {import('./main.js').View}
 */
export function tasksView(app) {
  /** @type {Filter} */
  const filter = { completed: undefined, scope: 'all', q: '', sort: '-createdAt' };
  const list = taskList(app, filter);

  const title = h('input', {
    name: 'title', required: true, maxlength: 200, autocomplete: 'off', placeholder: 'What is to be done?',
  });
  const add = form({
    submit: 'Add',
    className: 'add',
    label: 'Add a task',
    fields: [field('New task', title)],
    action: async () => {
      const task = await app.client.tasks.create({ title: title.value.trim() });
      title.value = '';
      title.focus();
      // In another order, its place is not for us to say.
      if (filter.sort === '-createdAt') list.prepend(task);
      else await list.reload();
      announce(`Added: ${task.title}`);
    },
  });

  void list.reload();
  return {
    title: 'Tasks',
    content: [h('h1', {}, 'Tasks'), add, filterBar(filter, list.reload), list.element],
  };
}

/**
 * @param {Filter} filter
 * @param {() => Promise<void>} reload
 */
function filterBar(filter, reload) {
  const search = h('input', { type: 'search', name: 'q', maxlength: 200, autocomplete: 'off' });
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let typing;
  search.addEventListener('input', () => {
    clearTimeout(typing);
    typing = setTimeout(() => {
      filter.q = search.value.trim();
      void reload();
    }, TYPING);
  });
  const state = choice('Show', { all: 'All', open: 'To do', done: 'Done' }, 'all', (value) => {
    filter.completed = { all: undefined, open: false, done: true }[value];
    void reload();
  });
  const whose = choice('Whose', { all: 'All', mine: 'Mine', shared: 'Shared' }, 'all', (value) => {
    filter.scope = value;
    void reload();
  });
  const order = h('select', { name: 'sort', onchange },
    ...Object.entries(ORDERS).map(([value, text]) => h('option', { value }, text)));
  function onchange() {
    filter.sort = /** @type {Order} */ (order.value);
    void reload();
  }
  return h('div', { class: 'filters', role: 'search' },
    state, whose, field('Order', order), field('Search', search));
}

/**
 * A few choices of which one holds.
 *
 * @template {string} V
 * @param {string} legend
 * @param {Record<V, string>} choices
 * @param {NoInfer<V>} chosen
 * @param {(value: NoInfer<V>) => void} onchange
 */
function choice(legend, choices, chosen, onchange) {
  const name = freshId();
  const options = Object.entries(choices).map(([value, text]) =>
    h('label', {},
      h('input', { type: 'radio', name, value, checked: value === chosen, onchange: () => onchange(/** @type {V} */ (value)) }),
      h('span', {}, /** @type {string} */ (text))));
  return h('fieldset', { class: 'choice' }, h('legend', {}, legend), ...options);
}

/**
 * The list: a page at a time, and the next when the end comes into sight or is asked for.
 *
 * @param {App} app
 * @param {Filter} filter
 */
function taskList(app, filter) {
  const rows = h('ul', { class: 'tasks', 'aria-label': 'Tasks' });
  const more = h('button', { type: 'button', class: 'more', hidden: true, onclick: () => void next() }, 'Show more');
  const note = h('div', { class: 'state', role: 'status' });
  const element = h('section', { class: 'list', 'aria-busy': 'true', 'aria-label': 'List' }, rows, note, more);
  /** What a change has moved down the order comes a second time. @type {Set<string>} */
  const shown = new Set();
  /** @type {string | null} */
  let cursor = null;
  let loading = new AbortController();
  let busy = false;

  const watcher = new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting)) void next();
  }, { rootMargin: '400px' });
  watcher.observe(more);
  app.signal.addEventListener('abort', () => {
    loading.abort();
    watcher.disconnect();
  });

  /** @param {string | null} from */
  async function load(from) {
    loading.abort();
    loading = new AbortController();
    const { signal } = loading;
    busy = true;
    element.setAttribute('aria-busy', 'true');
    if (!rows.hasChildNodes()) fill(note, ...skeleton());
    try {
      const page = await app.client.tasks.list({ ...filter, limit: PAGE, cursor: from, signal });
      if (!from) shown.clear();
      const made = page.items.filter(({ id }) => !shown.has(id)).map(row);
      if (from) rows.append(...made);
      else fill(rows, ...made);
      cursor = page.nextCursor;
      settle();
    } catch (error) {
      if (signal.aborted) return;
      const again = h('button', { type: 'button', onclick: () => void load(from) }, 'Try again');
      if (!from) fill(rows);
      fill(note, h('p', { class: 'error', role: 'alert' }, say(error)), again);
      more.hidden = true;
    } finally {
      if (!signal.aborted) {
        busy = false;
        element.setAttribute('aria-busy', 'false');
      }
    }
  }

  /** @param {Task} task */
  function row(task) {
    shown.add(task.id);
    return taskRow(app, task, settle);
  }

  function settle() {
    more.hidden = cursor === null;
    const filtered = filter.q !== '' || filter.completed !== undefined || filter.scope !== 'all';
    const empty = filtered ? 'No task is like that.' : 'Nothing to do yet. Add your first task above.';
    fill(note, !rows.hasChildNodes() && cursor === null && h('p', { class: 'empty' }, empty));
  }

  const next = async () => {
    if (busy || cursor === null) return;
    const before = rows.lastElementChild;
    const asked = document.activeElement === more;
    await load(cursor);
    // Whoever asked with the keyboard goes on with the first that is new.
    const first = before?.nextElementSibling?.querySelector('.title');
    if (asked && first instanceof HTMLElement) first.focus();
    // Still in sight: an observer does not say so again.
    watcher.unobserve(more);
    watcher.observe(more);
  };

  return {
    element,
    reload: () => load(null),
    /** @param {Task} task */
    prepend(task) {
      rows.prepend(row(task));
      settle();
    },
  };
}

/** What rows look like before they are there. */
function skeleton() {
  return [h('p', { class: 'hidden' }, 'Loading tasks…'),
    ...Array.from({ length: 3 }, () => h('div', { class: 'skeleton', 'aria-hidden': 'true' }))];
}
