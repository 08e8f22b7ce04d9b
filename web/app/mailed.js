import { ApiError } from '../client.js';
import { announce, fill, h } from './dom.js';
import { field, form } from './form.js';
import { door, email, password } from './sign-in.js';

/** @typedef {import('../client.js').Client} Client */
/** @typedef {{ token: string | null, error: string | null }} Told what a mailed link came with */

/** Where mailed links lead. The server adds to the query, which stands before this. */
export const LEADS = { reset: '/#/reset', verified: '/#/verified' };

/**
 * What a mailed link came with, which the address says no more: it is not to be seen, kept by the
 * browser, or sent on.
 *
 * @returns {Told}
 */
export function takeTold() {
  const query = new URLSearchParams(location.search);
  const told = { token: query.get('token'), error: query.get('error') };
  const here = Object.values(LEADS).find((place) => place === `/${location.hash}`) ?? meant(told);
  if (!here) return { token: null, error: null };
  history.replaceState(null, '', here);
  return told;
}

/**
 * What a link was for that was to lead to `/`, as one does that was asked for without this page.
 *
 * @param {Told} told
 */
function meant({ token, error }) {
  if (location.hash) return undefined;
  if (token !== null) return LEADS.reset;
  return error === null ? undefined : LEADS.verified;
}

/**
 * Asks for a link to set a new password with.
 *
 * @param {Client} client
 * @returns {import('./main.js').View}
 */
export function forgotView(client) {
  const address = email();
  const request = form({
    submit: 'Send the link',
    fields: [field('E-mail', address)],
    action: async () => {
      await client.requestPasswordReset({ email: address.value.trim(), redirectTo: LEADS.reset });
      fill(request, h('p', { role: 'alert' },
        'If there is an account with that address, a mail is on its way. Its link works once.'));
    },
  });
  const lead = 'You get a mail with a link that sets a new one.';
  return door('Forgot your password?', lead, request, h('a', { href: '#/' }, 'Back to sign in'));
}

/**
 * Sets a new password: where the link of such a mail leads.
 *
 * @param {Client} client
 * @param {Told} told
 * @returns {import('./main.js').View}
 */
export function resetView(client, { token, error }) {
  const title = 'New password';
  if (error !== null || !token) return door(title, DEAD, null, another());
  const secret = password('new-password');
  const set = form({
    submit: 'Set password',
    fields: [field('New password', secret, 'At least 8 characters.')],
    action: async () => {
      try {
        await client.resetPassword({ token, newPassword: secret.value });
      } catch (cause) {
        if (!(cause instanceof ApiError && UNUSABLE.includes(cause.code))) throw cause;
        fill(set, h('p', { role: 'alert' }, DEAD), another());
        return;
      }
      location.hash = '#/';
      announce('Your password is changed. Sign in with it from now on.');
    },
  });
  return door(title, 'It takes the place of the old one.', set);
}

const UNUSABLE = ['INVALID_TOKEN', 'USER_NOT_FOUND'];
const DEAD = 'This link was used already, or it is too old.';
const another = () => h('a', { href: '#/forgot' }, 'Send another link');

/**
 * Where the link of a mail leads that verifies or changes an address.
 *
 * @param {Told} told
 * @param {boolean} signedIn
 * @returns {import('./main.js').View}
 */
export function verifiedView({ error }, signedIn) {
  const on = signedIn
    ? h('a', { href: error === null ? '#/' : '#/account' }, error === null ? 'To your tasks' : 'To your account')
    : h('a', { href: '#/' }, 'Sign in');
  if (error === null) return door('Thank you', 'Your answer has reached us. You can go on.', null, on);
  const why = REFUSED[error] ?? 'This link does not work.';
  return door('That did not work', `${why} You can have another link sent from your account.`, null, on);
}

/** @type {Record<string, string>} */
const REFUSED = {
  TOKEN_EXPIRED: 'This link is too old.',
  INVALID_TOKEN: 'This link does not work, or no longer.',
  USER_NOT_FOUND: 'There is no account with that address any more.',
  INVALID_USER: 'This link is another account’s than the one that is signed in here.',
};
