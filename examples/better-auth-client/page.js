// The accounts by the official client of Better Auth, the data by a JWT that it fetches.

import { createAuthClient } from 'better-auth/client';
import { jwtClient } from 'better-auth/client/plugins';

const OWNLY = 'http://localhost:3000';

const auth = createAuthClient({ baseURL: OWNLY, plugins: [jwtClient()] });
const $ = (id) => document.getElementById(id);

/** Calls the data API, which knows the JWT alone. */
async function data(path, { method = 'GET', json } = {}) {
  const answer = await fetch(`${OWNLY}/api${path}`, {
    method,
    headers: { Authorization: `Bearer ${await token()}`, ...(json && { 'Content-Type': 'application/json' }) },
    body: json && JSON.stringify(json),
  });
  const body = answer.status === 204 ? null : await answer.json();
  if (!answer.ok) throw new Error(body.message);
  return body;
}

// In a variable and nowhere else: what is in localStorage, any script can read.
let held = null;
let endsAt = 0;

async function token() {
  if (!held || endsAt - performance.now() < 60_000) {
    const { token } = ok(await auth.token());
    const [, claims] = token.split('.');
    const { iat, exp } = JSON.parse(atob(claims.replaceAll('-', '+').replaceAll('_', '/')));
    held = token;
    endsAt = performance.now() + (exp - iat) * 1000;
  }
  return held;
}

/** What the client answers, or throws what the server has against it. */
function ok({ data, error }) {
  if (error) throw new Error(error.message ?? error.statusText);
  return data;
}

async function show() {
  held = null;
  const session = ok(await auth.getSession());
  $('door').hidden = session !== null;
  $('inside').hidden = session === null;
  $('tasks').replaceChildren();
  if (!session) return;
  $('who').textContent = session.user.name;
  const { items } = await data('/tasks');
  $('tasks').replaceChildren(...items.map(row));
}

function row({ id, title }) {
  const remove = Object.assign(document.createElement('button'), { textContent: `Delete ${title}` });
  remove.addEventListener('click', () => attempt(async () => {
    await data(`/tasks/${id}`, { method: 'DELETE' });
    await show();
  }));
  const item = document.createElement('li');
  item.append(title, ' ', remove);
  return item;
}

/** Does it, and says so if it cannot be done. */
async function attempt(action) {
  $('said').textContent = '';
  try {
    await action();
  } catch (error) {
    $('said').textContent = error.message;
  }
}

$('door').addEventListener('submit', (event) => {
  event.preventDefault();
  const { name, email, password } = Object.fromEntries(new FormData(event.target));
  attempt(async () => {
    ok(event.submitter.value === 'up'
      ? await auth.signUp.email({ name, email, password })
      : await auth.signIn.email({ email, password }));
    event.target.reset();
    await show();
  });
});

$('add').addEventListener('submit', (event) => {
  event.preventDefault();
  attempt(async () => {
    await data('/tasks', { method: 'POST', json: Object.fromEntries(new FormData(event.target)) });
    event.target.reset();
    await show();
  });
});

$('out').addEventListener('click', () => attempt(async () => {
  ok(await auth.signOut());
  await show();
}));

attempt(show);
