import { fill, h } from './dom.js';
import { features } from './features.js';
import { field, form, tick } from './form.js';

/** @typedef {import('../client.js').Client} Client */

const email = () =>
  h('input', { type: 'email', name: 'email', autocomplete: 'username', required: true });

/** @param {'current-password' | 'new-password'} which */
const password = (which) =>
  h('input', {
    type: 'password', name: 'password', autocomplete: which, required: true,
    minlength: which === 'new-password' ? 8 : null,
  });

/**
 * @param {string} title
 * @param {string} lead
 * @param {HTMLFormElement} form
 * @param {...Element} links
 * @returns {import('./main.js').View}
 */
function door(title, lead, form, ...links) {
  return {
    title,
    content: [
      h('div', { class: 'door' }, h('h1', {}, title), h('p', { class: 'lead' }, lead), form,
        h('p', { class: 'aside' }, ...links)),
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
    action: () =>
      client.signIn({ email: address.value.trim(), password: secret.value, rememberMe: stay.checked }),
  });
  const up = h('a', { href: '#/sign-up' }, 'Create an account');
  const forgot = features.passwordReset ? [h('a', { href: '#/forgot' }, 'Forgot your password?')] : [];
  return door('Sign in', 'Your tasks, and nobody else’s.', entry, up, ...forgot);
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
      const body = { name: name.value.trim(), email: address.value.trim(), password: secret.value };
      const { signedIn } = await client.signUp(body);
      if (!signedIn) fill(entry, h('p', { role: 'alert' }, 'Look into your mail to go on.'));
    },
  });
  const back = h('a', { href: '#/' }, 'I have an account');
  return door('Create an account', 'It takes a name, an address and a password.', entry, back);
}
