import { announce, fill, h } from './dom.js';
import { doing, field, form } from './form.js';
import { moment, say } from './words.js';

/** @typedef {import('../client.js').Comment} Comment */

/**
 * What was said about a task, newest first.
 *
 * @param {import('./main.js').App} app
 * @param {import('../client.js').Task} task
 * @param {boolean} mayComment
 */
export function comments(app, task, mayComment) {
  const calls = app.client.tasks.comments;
  const list = h('ul', { class: 'comments' });
  const error = h('p', { class: 'error', role: 'alert' });
  const more = doing('Older comments', error, () => load(cursor), { class: 'quiet', hidden: true });
  const heading = h('h2', { tabindex: -1 }, 'Comments');
  /** @type {string | null} */
  let cursor = null;

  /** @param {Comment} comment */
  function item(comment) {
    const mine = comment.authorId === app.user.id;
    const text = h('p', { class: 'text' }, comment.text);
    const changed = comment.updatedAt === comment.createdAt ? '' : ', changed';
    const head = h('p', { class: 'hint' }, `${mine ? 'You' : 'Another member'}, ${moment(comment.createdAt)}${changed}`);
    const place = h('li', { class: 'comment' }, head, text);
    const edit = h('button', { type: 'button', class: 'quiet', onclick: () => rewrite(comment, place) }, 'Edit');
    const remove = doing('Delete', error, async () => {
      await calls.delete(task.id, comment.id);
      place.remove();
      settle();
      heading.focus();
      announce('The comment is deleted.');
    }, { class: 'quiet' });
    if (mine || task.role === 'owner') {
      head.append(h('span', { class: 'tools' }, mine && mayComment ? edit : null, remove));
    }
    return place;
  }

  /** @param {Comment} comment @param {Element} place */
  function rewrite(comment, place) {
    const text = h('textarea', { rows: 3, required: true, maxlength: 2000 });
    text.value = comment.text;
    /** @param {Comment} now */
    const done = (now) => {
      const again = item(now);
      place.replaceWith(again);
      again.querySelector('button')?.focus();
    };
    const change = form({
      submit: 'Save',
      kind: '',
      label: 'Edit comment',
      fields: [field('Comment', text)],
      beside: [h('button', { type: 'button', onclick: () => done(comment) }, 'Cancel')],
      action: async () => done(await calls.update(task.id, comment.id, text.value.trim())),
    });
    fill(place, change);
    text.focus();
  }

  /** @param {string | null} from */
  async function load(from) {
    const page = await calls.list(task.id, { limit: 20, cursor: from, signal: app.signal });
    const made = page.items.map(item);
    if (from) list.append(...made);
    else fill(list, ...made);
    cursor = page.nextCursor;
    settle();
  }

  function settle() {
    more.hidden = cursor === null;
    if (!list.hasChildNodes()) fill(list, h('li', { class: 'hint' }, 'None yet.'));
  }

  fill(list, h('li', { class: 'hint' }, 'Loading…'));
  load(null).catch((cause) => {
    if (!app.signal.aborted) error.textContent = say(cause);
  });
  return h('section', { class: 'part' }, heading, mayComment && write(), list, more, error);

  function write() {
    const text = h('textarea', { name: 'comment', rows: 2, required: true, maxlength: 2000 });
    return form({
      submit: 'Comment',
      kind: '',
      label: `Comment on ${task.title}`,
      fields: [field('Say something', text)],
      action: async () => {
        await calls.create(task.id, text.value.trim());
        text.value = '';
        await load(null);
        announce('Your comment is there.');
      },
    });
  }
}
