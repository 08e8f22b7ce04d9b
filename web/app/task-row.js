import { announce, fill, freshId, h } from './dom.js';
import { confirm } from './form.js';
import { taskDetails } from './task-details.js';
import { day, say } from './words.js';

/** @typedef {import('../client.js').Task} Task */

/**
 * One task: a box to tick, a title that opens the rest, and what is to be known at a glance.
 *
 * @param {import('./main.js').App} app
 * @param {Task} task
 * @param {() => void} gone called when it is not in the list any more
 */
export function taskRow(app, task, gone) {
  const { client } = app;
  const id = freshId();
  let toggling = Promise.resolve();
  let toggles = 0;
  const box = h('input', { type: 'checkbox', class: 'done', onchange: () => toggle() });
  const title = h('button', {
    type: 'button', class: 'title', 'aria-expanded': 'false', 'aria-controls': id, onclick: open,
  });
  const meta = h('span', { class: 'meta' });
  const error = h('p', { class: 'error', role: 'alert' });
  const details = h('div', { class: 'details', id, hidden: true });
  const row = h('li', { class: 'task' }, h('div', { class: 'line' }, box, title, meta), error, details);

  /** @param {Task} now */
  function show(now) {
    task = now;
    title.textContent = task.title;
    box.checked = task.completed;
    box.disabled = task.role === 'viewer';
    box.setAttribute('aria-label', `Done: ${task.title}`);
    row.classList.toggle('completed', task.completed);
    const late = task.dueAt !== null && !task.completed && Date.parse(task.dueAt) < Date.now();
    fill(
      meta,
      task.dueAt && h('time', { class: late ? 'due late' : 'due', datetime: task.dueAt },
        `${late ? 'was due' : 'due'} ${day(task.dueAt)}`),
      task.role !== 'owner' && h('span', { class: 'badge' }, task.role),
    );
  }

  /** One change at a time, however quickly the box is ticked; the last one stays. */
  function toggle() {
    const completed = box.checked;
    toggles += 1;
    const turn = toggles;
    error.textContent = '';
    row.classList.toggle('completed', completed);
    toggling = toggling.then(async () => {
      try {
        const now = await client.tasks.update(task.id, { completed });
        if (turn === toggles) show(now);
        else task = now;
      } catch (cause) {
        if (turn === toggles) show(task);
        error.textContent = say(cause);
      }
    });
  }

  function open() {
    const opens = details.hidden;
    details.hidden = !opens;
    title.setAttribute('aria-expanded', String(opens));
    if (opens) fill(details, ...taskDetails(app, task, { show, close, remove, leave }));
    else fill(details);
  }

  function close() {
    if (!details.hidden) open();
    title.focus();
  }

  async function remove() {
    if (!(await confirm(`Delete “${task.title}” for good?`, 'Delete'))) return;
    await client.tasks.delete(task.id);
    vanish(`Deleted: ${task.title}`);
  }

  /** @param {string} member */
  async function leave(member) {
    if (!(await confirm(`Leave “${task.title}”? Its owner can share it again.`, 'Leave'))) return;
    await client.tasks.members.remove(task.id, member);
    vanish(`Left: ${task.title}`);
  }

  /** @param {string} said */
  function vanish(said) {
    const near = row.nextElementSibling ?? row.previousElementSibling;
    const to = near?.querySelector('.title') ?? document.querySelector('.add input');
    row.remove();
    gone();
    if (to instanceof HTMLElement) to.focus();
    announce(said);
  }

  show(task);
  return row;
}
