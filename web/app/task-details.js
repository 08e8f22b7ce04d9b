import { comments } from './comments.js';
import { announce, h } from './dom.js';
import { doing, field, form } from './form.js';
import { sharing } from './sharing.js';
import { moment } from './words.js';

/** @typedef {import('../client.js').Task} Task */

/**
 * What the row lets its details do.
 *
 * @typedef {object} Row
 * @property {(task: Task) => void} show
 * @property {() => void} close
 * @property {() => Promise<void>} remove
 * @property {(member: string) => Promise<void>} leave
 */

/**
 * All about a task, below its row.
 *
 * @param {import('./main.js').App} app
 * @param {Task} task
 * @param {Row} row
 */
export function taskDetails(app, task, row) {
  const mayEdit = task.role !== 'viewer';
  return [
    mayEdit ? editor(app, task, row) : reading(task),
    sharing(app, task, row),
    comments(app, task, mayEdit),
    h('p', { class: 'hint' }, `Made ${moment(task.createdAt)}, changed ${moment(task.updatedAt)}.`),
  ];
}

/** @param {Task} task */
function reading(task) {
  return h('p', { class: 'text' }, task.description ?? 'No description.');
}

/**
 * @param {import('./main.js').App} app
 * @param {Task} task
 * @param {Row} row
 */
function editor(app, task, row) {
  const title = h('input', { name: 'title', required: true, maxlength: 200, autocomplete: 'off' });
  const description = h('textarea', { name: 'description', rows: 3, maxlength: 10_000 });
  const due = h('input', { type: 'date', name: 'due' });
  title.value = task.title;
  description.value = task.description ?? '';
  due.value = dateOf(task.dueAt);
  const error = h('p', { class: 'error', role: 'alert' });

  const edit = form({
    submit: 'Save',
    label: `Edit ${task.title}`,
    fields: [field('Title', title), field('Description', description), field('Due', due)],
    beside: [
      h('button', { type: 'button', onclick: row.close }, 'Cancel'),
      task.role === 'owner' && doing('Delete', error, row.remove, { class: 'danger quiet end' }),
    ],
    action: async () => {
      row.show(await app.client.tasks.update(task.id, changes()));
      row.close();
      announce('Saved.');
    },
  });
  edit.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') row.close();
  });
  edit.append(error);
  return edit;

  /** What was changed and nothing else: what was not may be another's change meanwhile. */
  function changes() {
    /** @type {Partial<import('../client.js').NewTask>} */
    const changed = {};
    if (title.value.trim() !== task.title) changed.title = title.value.trim();
    if (description.value !== (task.description ?? '')) changed.description = description.value || null;
    if (due.value !== dateOf(task.dueAt)) changed.dueAt = endOf(due.value);
    return changed;
  }
}

/**
 * The day of a time, as a date input has it.
 *
 * @param {string | null} time
 */
function dateOf(time) {
  if (!time) return '';
  const date = new Date(time);
  const two = (/** @type {number} */ number) => String(number).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/**
 * The last minute of a day.
 *
 * @param {string} date
 */
function endOf(date) {
  return date ? new Date(`${date}T23:59:00`).toISOString() : null;
}
