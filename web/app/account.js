import { announce, h } from './dom.js';
import { doing, field, form, tick } from './form.js';
import { address, profile } from './profile.js';
import { sessions } from './sessions.js';

/** @typedef {import('./main.js').App} App */

/**
 * @param {App} app
 * @returns {import('./main.js').View}
 */
export function accountView(app) {
  return {
    title: 'Account',
    content: [
      h('h1', {}, 'Account'), profile(app), address(app), password(app), sessions(app), data(app),
      ending(app),
    ],
  };
}

/** @param {App} app */
function password({ client, user }) {
  /** @param {string} which */
  const secret = (which) => h('input', { type: 'password', autocomplete: which, required: true });
  const [now, next] = [secret('current-password'), secret('new-password')];
  next.minLength = 8;
  const others = h('input', { type: 'checkbox', checked: true });
  return h('section', { class: 'card' },
    h('h2', {}, 'Password'),
    form({
      submit: 'Change password',
      kind: '',
      fields: [
        whose(user),
        field('Current password', now),
        field('New password', next, 'At least 8 characters.'),
        tick('Sign out everywhere else', others),
      ],
      action: async () => {
        await client.changePassword({
          currentPassword: now.value, newPassword: next.value, revokeOtherSessions: others.checked,
        });
        now.value = '';
        next.value = '';
        announce('Your password is changed.');
      },
    }));
}

/**
 * For password managers: whose password it is.
 *
 * @param {import('../client.js').User} user
 */
function whose(user) {
  return h('input', { type: 'text', autocomplete: 'username', value: user.email, hidden: true });
}

/** @param {App} app */
function data({ client, signal }) {
  const error = h('p', { class: 'error', role: 'alert' });
  const download = async () => {
    const url = URL.createObjectURL(await client.export({ signal }));
    h('a', { href: url, download: 'ownly-export.jsonl' }).click();
    URL.revokeObjectURL(url);
    announce('Your data is downloaded.');
  };
  return h('section', { class: 'card' },
    h('h2', {}, 'Your data'),
    h('p', {}, 'All that is yours, as lines of JSON.'),
    h('div', { class: 'actions' }, doing('Download', error, download)),
    error);
}

/** @param {App} app */
function ending({ client, user }) {
  const secret = h('input', { type: 'password', autocomplete: 'current-password', required: true });
  return h('section', { class: 'card' },
    h('h2', {}, 'Delete account'),
    h('p', {}, 'Your account and all that is yours go at once, and do not come back.'),
    h('details', {},
      h('summary', {}, 'Delete my account…'),
      form({
        submit: 'Delete for good',
        kind: 'danger',
        label: 'Delete account',
        fields: [whose(user), field('Your password', secret)],
        action: async () => {
          const { deleted } = await client.deleteUser({ password: secret.value });
          secret.value = '';
          if (!deleted) announce('A mail is on its way. Its link deletes your account.');
        },
      })));
}
