import assert from 'node:assert/strict';
import { test } from 'node:test';

import { PASSWORD, add, listed, person, signIn, signedUp, stage, titles, watched } from './stage.js';

stage();

const TOKEN = '/api/auth/token';

/** A client of the page's own, for what people do not do. */
const withClient = (page, work) => page.evaluate(`(async () => {
  const { createClient } = await import('/client.js');
  const client = createClient();
  try { return await (${work})(client); } finally { client.close(); }
})()`);

test('a reload keeps one signed in, and a visit without a session asks to sign in', async () => {
  const page = await person();
  const email = await signedUp(page);
  await add(page, 'Still here');
  await page.reload();
  await listed(page, ['Still here']);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await page.reload();
  await signIn(page, email);
  await listed(page, ['Still here']);
});

test('a wrong password says so, and leaves what was written', async () => {
  const page = await person();
  await page.goto('/');
  await page.getByLabel('E-mail').fill('nobody@example.com');
  await page.getByLabel('Password').fill('not a password');
  await page.keyboard.press('Enter');
  const alert = page.getByRole('alert').filter({ hasText: 'not the right address and password' });
  await alert.waitFor();
  assert.equal(await page.getByLabel('E-mail').inputValue(), 'nobody@example.com');
  assert.equal(new URL(page.url()).search, '');
});

test('ten calls at once make one request for a token', async () => {
  const page = await person();
  await signedUp(page);
  const tokens = watched(page, TOKEN);
  const sizes = await withClient(page, `async (client) => {
    const pages = await Promise.all(Array.from({ length: 10 }, () => client.tasks.list()));
    return pages.map((page) => page.items.length);
  }`);
  assert.deepEqual(sizes, Array(10).fill(0));
  assert.equal(tokens.length, 1);
});

test('five refusals at once make one new token', async () => {
  const page = await person();
  await signedUp(page);
  const tokens = watched(page, TOKEN);
  let refused = 0;
  // The server refuses them itself: what comes to it is a token that is none.
  await page.route('**/api/tasks*', (route) => {
    if (refused === 5) return route.continue();
    refused += 1;
    const headers = { ...route.request().headers(), authorization: 'Bearer a.b.c' };
    return route.continue({ headers });
  });
  const sizes = await withClient(page, `async (client) => {
    const pages = await Promise.all(Array.from({ length: 5 }, () => client.tasks.list()));
    return pages.map((page) => page.items.length);
  }`);
  assert.deepEqual(sizes, Array(5).fill(0));
  assert.equal(tokens.length, 2);
});

test('a token that has ended is renewed and nobody notices', async () => {
  const page = await person();
  await page.clock.install();
  await signedUp(page);
  await add(page, 'Before');
  const tokens = watched(page, TOKEN);
  await page.clock.fastForward('14:30');
  await add(page, 'After');
  assert.equal(tokens.length, 1);
  assert.deepEqual(await titles(page), ['After', 'Before']);
});

test('a token that the server refuses is renewed and nobody notices', async () => {
  const page = await person();
  await signedUp(page);
  const tokens = watched(page, TOKEN);
  await page.route('**/api/tasks', (route) => {
    const headers = { ...route.request().headers(), authorization: 'Bearer a.b.c' };
    return tokens.length === 0 ? route.continue({ headers }) : route.continue();
  });
  await add(page, 'Twice sent and once made');
  await listed(page, ['Twice sent and once made']);
  assert.equal(tokens.length, 1);
  await page.reload();
  await listed(page, ['Twice sent and once made']);
});

test('who signs out in one tab is signed out in the others, and in again', async () => {
  const page = await person();
  const email = await signedUp(page);
  await add(page, 'Not for everyone');
  const other = await page.context().newPage();
  await other.goto('/#/token');
  await other.getByText('s left').waitFor();
  await page.getByRole('button', { name: 'Sign out' }).click();
  for (const tab of [page, other]) {
    await tab.getByRole('heading', { name: 'Sign in' }).waitFor();
    assert.equal(await tab.getByText('Not for everyone').count(), 0);
    assert.equal(await tab.getByText(email).count(), 0);
    assert.equal(await tab.getByRole('link', { name: 'Account', exact: true }).count(), 0);
  }
  await signIn(page, email);
  await other.getByRole('heading', { name: 'Tasks', level: 1 }).waitFor();
  await listed(other, ['Not for everyone']);
});

test('who signs in as another in one tab is the other in all', async () => {
  const page = await person();
  await signedUp(page, 'Ada');
  await add(page, 'Only Ada knows');
  const other = await page.context().newPage();
  await other.goto('/#/');
  await listed(other, ['Only Ada knows']);
  await other.getByRole('button', { name: 'Sign out' }).click();
  await other.getByRole('heading', { name: 'Sign in' }).waitFor();
  await signedUp(other, 'Eve');
  await page.getByText('Nothing to do yet').waitFor();
  assert.deepEqual(await titles(page), []);
});

test('a session that is ended elsewhere ends here with the next call', async () => {
  const [page, other] = [await person(), await person()];
  const email = await signedUp(page);
  await other.goto('/');
  await signIn(other, email);
  await withClient(other, '(client) => client.revokeOtherSessions()');
  await page.route('**/api/tasks*', (route) =>
    route.continue({ headers: { ...route.request().headers(), authorization: 'Bearer a.b.c' } }));
  await page.getByLabel('Search').fill('anything');
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
});

test('no secret is kept where another script, or another person, could find it', async () => {
  const page = await person();
  await signedUp(page);
  await add(page, 'Something');
  for (const name of ['Account', 'Token']) await page.getByRole('link', { name }).click();
  await page.getByText('s left').waitFor();
  const kept = await page.evaluate(async () => ({
    local: { ...localStorage },
    session: { ...sessionStorage },
    databases: await indexedDB.databases(),
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    cookie: document.cookie,
    state: history.state,
    name: window.name,
    globals: Object.entries(window).filter(([, value]) => typeof value === 'string' && value.includes('.ey')),
  }));
  assert.deepEqual(kept, {
    local: {}, session: {}, databases: [], caches: [], workers: 0, cookie: '', state: null, name: '', globals: [],
  });
  assert.equal(new URL(page.url()).search, '');
  const cookies = await page.context().cookies();
  assert.deepEqual(cookies.map(({ name, httpOnly }) => [name, httpOnly]), [['better-auth.session_token', true]]);
  assert.ok(!(await page.content()).includes(decodeURIComponent(cookies[0].value)));
  assert.ok(!(await page.content()).includes(PASSWORD));
});
