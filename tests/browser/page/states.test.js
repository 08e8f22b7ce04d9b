import assert from 'node:assert/strict';
import { test } from 'node:test';

import { add, listed, person, row, signIn, signedUp, stage, titles } from './stage.js';

stage();

test('a module that does not load leaves a page that says so', async () => {
  const page = await person();
  await page.route('**/app/tasks.js', (route) => route.abort());
  await page.goto('/');
  await page.getByText('Loading…').waitFor();
  await page.getByRole('link', { name: 'load the page again' }).waitFor();
});

test('without JavaScript the page says what it needs', async () => {
  const page = await person({ javaScriptEnabled: false });
  await page.goto('/');
  const notice = page.locator('noscript .notice');
  await notice.waitFor();
  assert.match(await notice.innerText(), /This page needs JavaScript/);
  assert.equal(await page.locator('.boot').isVisible(), false);
});

test('a server that is away at first is asked again', async () => {
  const page = await person();
  await page.route('**/api/auth/get-session', (route) => route.abort());
  await page.goto('/');
  await page.getByRole('alert').filter({ hasText: 'The server cannot be reached.' }).waitFor();
  await page.unroute('**/api/auth/get-session');
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
});

test('a list that cannot be had says why, and can be asked for again', async () => {
  const page = await person();
  await signedUp(page);
  await add(page, 'There all the time');
  const broken = {
    status: 500, contentType: 'application/json',
    body: '{"code":"INTERNAL_ERROR","message":"Something went wrong here.","requestId":"r-1"}',
  };
  await page.route('**/api/tasks?*', (route) => route.fulfill(broken));
  await page.reload();
  await page.getByRole('alert').filter({ hasText: 'Something went wrong here. (request r-1)' }).or(
    page.getByText('Something went wrong here.')).first().waitFor();
  await page.unroute('**/api/tasks?*');
  await page.getByRole('button', { name: 'Try again' }).click();
  await listed(page, ['There all the time']);
});

test('a change that does not come through is taken back, and said', async () => {
  const page = await person();
  await signedUp(page);
  await add(page, 'Not done after all');
  await page.route('**/api/tasks/*', (route) => route.abort());
  const box = page.getByRole('checkbox', { name: 'Done: Not done after all' });
  await box.click();
  await row(page, 'Not done after all').getByText('The server cannot be reached.').waitFor();
  assert.equal(await box.isChecked(), false);
});

test('a box that is ticked in haste ends as it was left', async () => {
  const page = await person();
  await signedUp(page);
  await add(page, 'Make up my mind');
  let answered = 0;
  await page.route('**/api/tasks/*', async (route) => {
    // The first is the slowest.
    await new Promise((resolve) => setTimeout(resolve, answered === 0 ? 300 : 0));
    await route.continue();
    answered += 1;
  });
  const box = page.getByRole('checkbox', { name: 'Done: Make up my mind' });
  for (let clicks = 0; clicks < 3; clicks += 1) await box.click();
  while (answered < 3) await page.waitForTimeout(50);
  await page.waitForLoadState('networkidle');
  assert.equal(await box.isChecked(), true);
  await page.reload();
  await page.locator('.task.completed').waitFor();
});

test('a sign-out that does not come through says that one is still signed in', async () => {
  const page = await person();
  await signedUp(page);
  await page.route('**/api/auth/sign-out', (route) => route.abort());
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByText('You are still signed in.').waitFor();
  assert.deepEqual(await titles(page), []);
});

test('too many attempts say for how long to wait', async () => {
  const page = await person();
  await page.route('**/api/auth/sign-in/email', (route) => route.fulfill({
    status: 429, headers: { 'x-retry-after': '42' }, contentType: 'application/json',
    body: '{"message":"Too many requests. Please try again later."}',
  }));
  await page.goto('/');
  await page.getByLabel('E-mail').fill('ada@example.com');
  await page.getByLabel('Password').fill('whatever it is');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('Too many attempts. Try again in 42 seconds.').waitFor();
});

test('while the list loads there is something in its place, and nothing jumps', async () => {
  const page = await person();
  const email = await signedUp(page);
  await add(page, 'First');
  await add(page, 'Second');
  await page.addInitScript(() => {
    window.shifted = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
  let answer;
  const held = new Promise((resolve) => {
    answer = resolve;
  });
  await page.route('**/api/tasks?*', async (route) => {
    await held;
    await route.continue();
  });
  await page.reload();
  await page.locator('.skeleton').first().waitFor();
  answer();
  await listed(page, ['Second', 'First']);
  for (const name of ['Account', 'Token', 'Tasks']) {
    await page.getByRole('link', { name }).click();
    await page.getByRole('heading', { name, level: 1 }).waitFor();
    await page.waitForTimeout(600);
  }
  assert.ok((await page.evaluate('window.shifted')) < 0.05, `shifted ${await page.evaluate('window.shifted')}`);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await signIn(page, email);
});

test('the address names the view, and going back goes back', async () => {
  const page = await person();
  await signedUp(page);
  await page.goto('/#/account');
  await page.getByRole('heading', { name: 'Account', level: 1 }).waitFor();
  assert.equal(await page.title(), 'Account · Ownly');
  await page.getByRole('link', { name: 'Token' }).click();
  await page.getByRole('heading', { name: 'Token', level: 1 }).waitFor();
  await page.goBack();
  await page.getByRole('heading', { name: 'Account', level: 1 }).waitFor();
  await page.goto('/#/nothing-of-the-kind');
  await page.getByRole('heading', { name: 'Tasks', level: 1 }).waitFor();
});
