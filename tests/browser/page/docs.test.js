import assert from 'node:assert/strict';
import { test } from 'node:test';

import { PASSWORD, listed, person, stage, url } from './stage.js';

stage();

const ADA = { name: 'Ada Lovelace', email: 'docs@example.com', password: PASSWORD };

/** Signs up, gets a token, and makes a task by it, all by Swagger UI; what is said of the task. */
async function walk(page, title) {
  await page.goto('/docs/');
  await execute(page, 'accounts-signUpEmail', ADA);
  const { token } = await execute(page, 'accounts-getToken');
  await page.getByRole('button', { name: 'Authorize' }).first().click();
  const door = page.locator('.auth-container').filter({ hasText: 'jwt' });
  await door.getByRole('textbox').fill(token);
  await door.getByRole('button', { name: 'Apply credentials' }).click();
  await door.getByRole('button', { name: 'Close' }).click();
  return execute(page, 'tasks-createTask', { title });
}

/** Sends one request; what is answered. */
async function execute(page, operation, body) {
  const block = page.locator(`#operations-${operation}`);
  await block.locator('.opblock-summary-control').click();
  if (body) await block.locator('.body-param__text').fill(JSON.stringify(body, null, 2));
  await block.getByRole('button', { name: 'Execute' }).click();
  return JSON.parse(await block.locator('.live-responses-table .response-col_description code').first().innerText());
}

test('the journey works inside the documentation, which asks nobody else for anything', async () => {
  const page = await person();
  // Swagger UI takes its time to open an operation, and more where others are at work too.
  page.setDefaultTimeout(40_000);
  const elsewhere = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(url()) && !request.url().startsWith('data:')) elsewhere.push(request.url());
  });
  const task = await walk(page, 'Made by Swagger UI');
  assert.deepEqual([task.title, task.role], ['Made by Swagger UI', 'owner']);
  const { items } = await execute(page, 'tasks-listTasks');
  assert.deepEqual(items, [task]);
  assert.deepEqual(elsewhere, []);
  // It is the same session as the page's.
  await page.goto('/');
  await listed(page, ['Made by Swagger UI']);
});
