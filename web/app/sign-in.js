import { ApiError } from '../client.js';
import { announce, fill, h } from './dom.js';
import { doing, field, form, tick } from './form.js';
import { LEADS } from './mailed.js';

/** @typedef {import('../client.js').Client} Client */

export const email = () =>
  h('input', { type: 'email', name: 'email', autocomplete: 'username', required: true });

/** @param {'current-password' | 'new-password'} which */
export const password = (which) =>
  h('input', {
    type: 'password', name: 'password', autocomplete: which, required: true,
    minlength: which === 'new-password' ? 8 : null,
  });

/**
 * @param {string} title
 * @param {string} lead
 * @param {HTMLFormElement | null} form
 * @param {...Element} links
 * @returns {import('./main.js').View}
 */
export function door(title, lead, form, ...links) {
  return {
    title,
    content: [
      h('div', { class: 'door' }, h('h1', {}, title), h('p', { class: 'lead' }, lead), form,
        links.length > 0 && h('p', { class: 'aside' }, ...links)),
    ],
  };
}

/**
 * @param {Client} client
 * @returns {import('./main.js').View}
 */
export function signInView(client) {
  const [address, secret] = [email(), password('current-password')];
  const stay = h('input', { type: 'checkbox', name: 'remember', checked: true });
  const entry = form({
    submit: 'Sign in',
    fields: [field('E-mail', address), field('Password', secret), tick('Stay signed in', stay)],
    action: async () => {
      fill(again);
      const body = { email: address.value.trim(), password: secret.value, rememberMe: stay.checked };
      try {
        await client.signIn(body);
      } catch (cause) {
        if (cause instanceof ApiError && cause.code === 'EMAIL_NOT_VERIFIED') fill(again, ...resend(body.email));
        throw cause;
      }
    },
  });
  /** @param {string} email */
  const resend = (email) => {
    const error = h('p', { class: 'error', role: 'alert' });
    return [doing('Send the mail again', error, async () => {
      await client.sendVerificationEmail({ email, callbackURL: LEADS.verified });
      announce('A mail is on its way.');
    }), error];
  };
  const again = h('div', { class: 'again' });
  entry.append(again);
  const up = h('a', { href: '#/sign-up' }, 'Create an account');
  const forgot = h('a', { href: '#/forgot' }, 'Forgot your password?');
  return door('Sign in', 'Your tasks, and nobody else’s.', entry, up, forgot);
}

/**
 * @param {Client} client
 * @returns {import('./main.js').View}
 */
export function signUpView(client) {
  const [address, secret] = [email(), password('new-password')];
  const name = h('input', { name: 'name', autocomplete: 'name', required: true, maxlength: 100 });
  const entry = form({
    submit: 'Create account',
    fields: [
      field('Name', name),
      field('E-mail', address),
      field('Password', secret, 'At least 8 characters.'),
    ],
    action: async () => {
      const body = {
        name: name.value.trim(), email: address.value.trim(), password: secret.value,
        callbackURL: LEADS.verified,
      };
      const { signedIn } = await client.signUp(body);
      if (!signedIn) fill(entry, h('p', { role: 'alert' }, 'Look into your mail to go on.'));
    },
  });
  const back = h('a', { href: '#/' }, 'I have an account');
  return door('Create an account', 'It takes a name, an address and a password.', entry, back);
}
