import { announce, fill, h } from './dom.js';
import { doing, field, form } from './form.js';
import { LEADS } from './mailed.js';

/** @typedef {import('./main.js').App} App */

/**
 * The user's name and address.
 *
 * @param {App} app
 */
export function profile(app) {
  const { client, user } = app;
  const name = h('input', { name: 'name', required: true, maxlength: 100, autocomplete: 'name' });
  name.value = user.name;
  return h('section', { class: 'card' },
    h('h2', {}, 'Profile'),
    form({
      submit: 'Save name',
      kind: '',
      fields: [field('Name', name)],
      action: async () => {
        await client.updateUser({ name: name.value.trim() });
        announce('Your name is saved.');
      },
    }));
}

/**
 * The user's address: whether it is verified, and another.
 *
 * @param {App} app
 */
export function address({ client, user }) {
  const fact = h('div', {});
  /** @param {import('../client.js').User} now */
  const show = (now) => fill(fact,
    h('p', { class: 'fact' }, h('span', {}, now.email),
      !now.emailVerified && h('span', { class: 'badge' }, 'not verified')),
    !now.emailVerified && unverified(client, now));
  show(user);

  const next = h('input', { type: 'email', name: 'new-email', autocomplete: 'off', required: true });
  const change = form({
    submit: 'Change address',
    kind: '',
    fields: [field('New e-mail', next)],
    action: async () => {
      const newEmail = next.value.trim();
      await client.changeEmail({ newEmail, callbackURL: LEADS.verified });
      next.value = '';
      const now = (await client.getSession())?.user;
      if (now) show(now);
      announce(now?.email === newEmail.toLowerCase()
        ? 'Your address is changed.'
        : 'A mail is on its way, unless somebody has that address. Its link makes the change.');
    },
  });
  return h('section', { class: 'card' },
    h('h2', {}, 'E-mail'),
    fact,
    h('details', {}, h('summary', {}, 'Change…'), change));
}

/**
 * @param {App['client']} client
 * @param {import('../client.js').User} user
 */
function unverified(client, { email }) {
  const error = h('p', { class: 'error', role: 'alert' });
  const send = async () => {
    await client.sendVerificationEmail({ email, callbackURL: LEADS.verified });
    announce(`A mail is on its way to ${email}.`);
  };
  return h('div', { class: 'unverified' },
    h('p', { class: 'hint' }, 'Others can share tasks with you once it is verified.'),
    doing('Send me the link', error, send, { class: 'quiet' }),
    error);
}
