import { announce, fill, freshId, h } from './dom.js';
import { doing, field, form } from './form.js';
import { say } from './words.js';

/** @typedef {import('../client.js').Member} Member */

/**
 * Whom a task is shared with: all of them for its owner, oneself for a member.
 *
 * @param {import('./main.js').App} app
 * @param {import('../client.js').Task} task
 * @param {import('./task-details.js').Row} row
 */
export function sharing(app, task, row) {
  const { members } = app.client.tasks;
  const owner = task.role === 'owner';
  const list = h('ul', { class: 'members' });
  const error = h('p', { class: 'error', role: 'alert' });

  /** @param {Member} member */
  function item(member) {
    const name = owner ? member.email ?? member.userId ?? '' : 'You';
    const end = owner
      ? doing('Remove', error, () => remove(member, name), { class: 'quiet', 'aria-label': `Remove ${name}` })
      : doing('Leave', error, () => row.leave(member.id), { class: 'danger quiet' });
    return h('li', {}, h('span', { class: 'who' }, name), h('span', { class: 'badge' }, member.role), end);
  }

  /** @param {Member} member @param {string} name */
  async function remove(member, name) {
    await members.remove(task.id, member.id);
    await load();
    announce(`${name} is no member any more.`);
    heading.focus();
  }

  async function load() {
    try {
      const { items } = await members.list(task.id, { signal: app.signal });
      const none = h('li', { class: 'hint' }, 'Nobody. Only you can see this task.');
      fill(list, ...(items.length > 0 ? items.map(item) : [none]));
    } catch (cause) {
      if (!app.signal.aborted) error.textContent = say(cause);
    }
  }

  const heading = h('h2', { tabindex: -1 }, 'Shared with');
  fill(list, h('li', { class: 'hint' }, 'Loading…'));
  void load();
  return h('section', { class: 'part' }, heading, list, error, owner && shareForm());

  function shareForm() {
    const email = h('input', { type: 'email', name: 'email', required: true, autocomplete: 'off' });
    const role = h('select', { name: 'role' },
      h('option', { value: 'viewer' }, 'Viewer: sees it'),
      h('option', { value: 'editor' }, 'Editor: changes it'));
    const note = h('p', { class: 'hint', id: freshId() },
      'An address that is not verified yet counts once it is, and you have opened this task again.');
    email.setAttribute('aria-describedby', note.id);
    return form({
      submit: 'Share',
      kind: '',
      className: 'row',
      label: `Share ${task.title}`,
      fields: [field('E-mail', email), field('Role', role), note],
      action: async () => {
        const as = role.value === 'editor' ? 'editor' : 'viewer';
        const member = await members.add(task.id, { email: email.value.trim(), role: as });
        email.value = '';
        await load();
        announce(`Shared with ${member.email}.`);
      },
    });
  }
}
