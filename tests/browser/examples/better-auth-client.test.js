// The page of examples/better-auth-client, as it is built in the folder PAGE, on an origin of its own.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { after, test } from 'node:test';

import { PASSWORD, person, stage, url, watched } from '../page/stage.js';

const FILES = { '/': ['index.html', 'text/html'], '/dist/page.js': ['dist/page.js', 'text/javascript'] };

const site = createServer(async (request, response) => {
  const [name, type] = FILES[request.url] ?? [];
  if (!name) return response.writeHead(404).end();
  const text = await readFile(path.join(process.env.PAGE, name), 'utf8');
  response.writeHead(200, { 'Content-Type': type }).end(text.replaceAll('http://localhost:3000', url()));
});
await new Promise((resolve) => site.listen(0, '127.0.0.1', resolve));
const origin = `http://localhost:${site.address().port}`;
after(() => {
  site.closeAllConnections();
  site.close();
});

stage({ BETTER_AUTH_TRUSTED_ORIGINS: origin });

async function visit() {
  const page = await person({ baseURL: origin });
  await page.goto('/');
  return page;
}

async function enter(page, name, email, how) {
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: how }).click();
  await page.getByText(`You are ${name}`).waitFor();
}

const tasks = async (page, expected) => {
  await page.waitForFunction((count) => document.querySelectorAll('#tasks li').length === count, expected.length);
  const shown = await page.locator('#tasks li').allTextContents();
  assert.deepEqual(shown, expected.map((title) => `${title} Delete ${title}`));
};

test('people sign up, out and in by Better Auth’s client, and have tasks of their own', async () => {
  const page = await visit();
  const tokens = watched(page, '/api/auth/token');
  const calls = watched(page, '/api/tasks');
  await enter(page, 'Ada', 'ada@example.com', 'Sign up');
  for (const title of ['Walk', 'Run']) {
    await page.getByLabel('New task').fill(title);
    await page.getByRole('button', { name: 'Add' }).click();
    await page.getByRole('button', { name: `Delete ${title}` }).waitFor();
  }
  await tasks(page, ['Run', 'Walk']);
  assert.ok(tokens.length > 0, 'no token was fetched');
  for (const call of calls.filter((call) => call.method() !== 'OPTIONS')) {
    const { authorization, cookie } = await call.allHeaders();
    assert.match(authorization, /^Bearer ey/);
    assert.equal(cookie, undefined);
  }

  // The session outlives the page; the token is got anew.
  await page.reload();
  await tasks(page, ['Run', 'Walk']);
  await page.getByRole('button', { name: 'Delete Walk' }).click();
  await tasks(page, ['Run']);
  assert.deepEqual(await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie]), [0, 0, '']);

  const other = await visit();
  await enter(other, 'Grace', 'grace@example.com', 'Sign up');
  await tasks(other, []);

  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByLabel('E-mail').fill('ada@example.com');
  await page.getByLabel('Password').fill(`not ${PASSWORD}`);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('alert').filter({ hasText: 'Invalid email or password' }).waitFor();
  await page.reload();
  await enter(page, 'Ada', 'ada@example.com', 'Sign in');
  await tasks(page, ['Run']);
});
