import { announce, fill, h } from './dom.js';
import { doing } from './form.js';
import { device, moment, say } from './words.js';

/** @typedef {import('../client.js').SignIn} SignIn */

/**
 * Where the user is signed in, with a way to end each.
 *
 * @param {import('./main.js').App} app
 */
export function sessions({ client, sessionId, signal }) {
  const list = h('ul', { class: 'sessions' }, h('li', { class: 'hint' }, 'Loading…'));
  const error = h('p', { class: 'error', role: 'alert' });
  const heading = h('h2', { tabindex: -1 }, 'Where you are signed in');
  const others = doing('Sign out everywhere else', error, async () => {
    await client.revokeOtherSessions();
    await load();
    heading.focus();
    announce('You are signed out everywhere else.');
  }, { hidden: true });

  /** @param {SignIn} session */
  function item(session) {
    const name = device(session.userAgent);
    const here = session.id === sessionId;
    const end = doing('Sign out', error, async () => {
      await client.revokeSession(session.token);
      await load();
      heading.focus();
      announce(`${name} is signed out.`);
    }, { class: 'quiet', 'aria-label': `Sign out ${name}, since ${moment(session.createdAt)}` });
    return h('li', {},
      h('span', { class: 'who' }, name,
        h('span', { class: 'hint' }, [session.ipAddress, `since ${moment(session.createdAt)}`].filter(Boolean).join(', '))),
      here ? h('span', { class: 'badge' }, 'this one') : end);
  }

  async function load() {
    const all = await client.listSessions();
    const here = (/** @type {SignIn} */ one) => (one.id === sessionId ? 0 : 1);
    all.sort((a, b) => here(a) - here(b) || b.createdAt.localeCompare(a.createdAt));
    fill(list, ...all.map(item));
    others.hidden = all.length < 2;
  }

  load().catch((cause) => {
    if (signal.aborted) return;
    fill(list);
    error.textContent = say(cause);
  });
  return h('section', { class: 'card' }, heading, list, others, error);
}
