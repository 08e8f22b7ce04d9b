import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

import { PASSWORD, add, listed, open, person, row, signIn, signedUp, stage, toast, verified, watched } from './stage.js';

stage();

test('a task is added, done, changed, found and deleted', async () => {
  const page = await person();
  await signedUp(page);
  await add(page, 'Buy milk');
  await add(page, 'Buy bread');
  await page.getByRole('checkbox', { name: 'Done: Buy milk' }).check();

  await page.getByRole('radio', { name: 'To do' }).check();
  await listed(page, ['Buy bread']);
  await page.getByRole('radio', { name: 'Done' }).check();
  await listed(page, ['Buy milk']);
  await page.getByRole('group', { name: 'Show' }).getByRole('radio', { name: 'All' }).check();
  await listed(page, ['Buy bread', 'Buy milk']);

  await open(page, 'Buy bread');
  await page.getByLabel('Title').fill('Bake bread');
  await page.getByLabel('Description').fill('Rye.\nNo seeds.');
  await page.getByLabel('Due').fill('2031-05-17');
  await page.getByRole('button', { name: 'Save' }).click();
  await toast(page, 'Saved.');
  await row(page, 'Bake bread').getByText('due 17 May 2031').waitFor();

  await page.getByLabel('Search').fill('RYE');
  await listed(page, ['Bake bread']);
  await page.getByLabel('Search').fill('cake');
  await page.getByText('No task is like that.').waitFor();
  await page.getByLabel('Search').fill('');
  await listed(page, ['Bake bread', 'Buy milk']);

  await open(page, 'Bake bread');
  assert.equal(await page.getByLabel('Description').inputValue(), 'Rye.\nNo seeds.');
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await listed(page, ['Buy milk']);

  await page.reload();
  await listed(page, ['Buy milk']);
  assert.ok(await page.getByRole('checkbox', { name: 'Done: Buy milk' }).isChecked());
});

test('the list is in the order that is chosen', async () => {
  const page = await person();
  await signedUp(page);
  for (const title of ['Bravo', 'Charlie', 'Alpha']) await add(page, title);
  await open(page, 'Charlie');
  await page.getByLabel('Due').fill('2031-05-17');
  await page.getByRole('button', { name: 'Save' }).click();
  await toast(page, 'Saved.');
  await listed(page, ['Alpha', 'Charlie', 'Bravo']);
  const order = page.getByLabel('Order');
  await order.selectOption('Title');
  await listed(page, ['Alpha', 'Bravo', 'Charlie']);
  // What is added takes its place.
  await page.getByLabel('New task').fill('Bingo');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await listed(page, ['Alpha', 'Bingo', 'Bravo', 'Charlie']);
  await order.selectOption('Due date');
  await page.locator('.task').first().getByText('Charlie').waitFor();
  await order.selectOption('Newest first');
  await listed(page, ['Bingo', 'Alpha', 'Charlie', 'Bravo']);
});

test('two people never see what the other has', async () => {
  const [ada, eve] = [await person(), await person()];
  await signedUp(ada, 'Ada');
  await signedUp(eve, 'Eve');
  await add(ada, 'Only Ada knows');
  await add(eve, 'Only Eve knows');
  for (const [page, own] of [[ada, 'Only Ada knows'], [eve, 'Only Eve knows']]) {
    await page.reload();
    await listed(page, [own]);
    await page.getByLabel('Search').fill('knows');
    await listed(page, [own]);
  }
});

test('a task is shared, and its members do what they may', async () => {
  const [ada, eve] = [await person(), await person()];
  await signedUp(ada, 'Ada');
  const email = await signedUp(eve, 'Eve');
  await add(ada, 'Plan the party');
  await open(ada, 'Plan the party');
  const share = ada.getByRole('form', { name: 'Share Plan the party' });
  await share.getByLabel('E-mail').fill(email);
  await share.getByRole('button', { name: 'Share' }).click();
  await share.getByText('An address that is not verified yet counts once it is').waitFor();
  await toast(ada, `Shared with ${email}.`);
  await ada.getByLabel('Say something').fill('Who brings the cake?');
  await ada.getByRole('button', { name: 'Comment', exact: true }).click();
  await ada.getByText('Who brings the cake?').waitFor();

  await eve.reload();
  await listed(eve, []);
  await verified(eve, email);
  // Its owner's next look lets them in.
  await ada.reload();
  await open(ada, 'Plan the party');
  await ada.locator('.members').getByText(email).waitFor();
  await eve.reload();
  await listed(eve, ['Plan the party']);
  await row(eve, 'Plan the party').getByText('viewer').first().waitFor();
  assert.ok(await eve.getByRole('checkbox', { name: 'Done: Plan the party' }).isDisabled());
  await open(eve, 'Plan the party');
  await eve.getByText('Another member').waitFor();
  for (const name of ['Save', 'Delete', 'Share', 'Comment']) {
    assert.equal(await eve.getByRole('button', { name, exact: true }).count(), 0, name);
  }

  await share.getByLabel('E-mail').fill(email);
  await share.getByLabel('Role').selectOption('editor');
  await share.getByRole('button', { name: 'Share' }).click();
  await ada.locator('.members').getByText('editor').waitFor();
  await eve.reload();
  await open(eve, 'Plan the party');
  await eve.getByLabel('Say something').fill('I do.');
  await eve.getByRole('button', { name: 'Comment', exact: true }).click();
  await eve.getByText('I do.').waitFor();
  await eve.getByRole('button', { name: 'Edit', exact: true }).click();
  await eve.getByLabel('Comment', { exact: true }).fill('I do, with Bob.');
  await eve.getByRole('form', { name: 'Edit comment' }).getByRole('button', { name: 'Save' }).click();
  await eve.getByText('I do, with Bob.').waitFor();
  await eve.getByRole('button', { name: 'Leave' }).click();
  await eve.getByRole('dialog').getByRole('button', { name: 'Leave' }).click();
  await listed(eve, []);

  await ada.reload();
  await open(ada, 'Plan the party');
  await ada.getByText('Nobody. Only you can see this task.').waitFor();
});

test('an account is changed, looked over, taken along and deleted', async () => {
  const [page, other] = [await person({ acceptDownloads: true }), await person()];
  const email = await signedUp(page);
  await add(page, 'Take me along');
  await other.goto('/');
  await signIn(other, email);

  await page.getByRole('link', { name: 'Account' }).click();
  await page.getByLabel('Name').fill('Countess of Lovelace');
  await page.getByRole('button', { name: 'Save name' }).click();
  await toast(page, 'Your name is saved.');

  assert.equal(await page.locator('.sessions li').count(), 2);
  await page.getByRole('button', { name: /^Sign out Chrome on Linux, since/ }).click();
  await toast(page, 'Chrome on Linux is signed out.');
  assert.equal(await page.locator('.sessions li').count(), 1);
  await other.reload();
  await other.getByRole('heading', { name: 'Sign in' }).waitFor();

  await page.getByLabel('Current password').fill('not that one');
  await page.getByLabel('New password').fill('a better one than before');
  await page.getByRole('button', { name: 'Change password' }).click();
  await page.getByText('That is not your password.').waitFor();
  await page.getByLabel('Current password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Change password' }).click();
  await toast(page, 'Your password is changed.');

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download' }).click(),
  ]);
  assert.equal(download.suggestedFilename(), 'ownly-export.jsonl');
  const lines = (await readFile(await download.path(), 'utf8')).trim().split('\n').map((line) => JSON.parse(line));
  assert.equal(lines[0].row.title, 'Take me along');
  assert.deepEqual(lines.at(-1), { complete: true });

  await page.reload();
  assert.equal(await page.getByLabel('Name').inputValue(), 'Countess of Lovelace');
  await page.getByText('Delete my account…').click();
  await page.getByLabel('Your password').fill('a better one than before');
  await page.getByRole('button', { name: 'Delete for good' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill('a better one than before');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('That is not the right address and password.').waitFor();
});

test('a long list comes a page at a time, by scrolling and by the button', async () => {
  const page = await person();
  await signedUp(page);
  await page.evaluate(async () => {
    const { createClient } = await import('/client.js');
    const { tasks, close } = createClient();
    for (let task = 1; task <= 70; task += 1) await tasks.create({ title: `Task ${task}` });
    close();
  });
  const pages = watched(page, '/api/tasks');
  await page.reload();
  await page.getByRole('button', { name: 'Task 70', exact: true }).waitFor();
  assert.ok((await page.locator('.task').count()) < 70);
  for (let turn = 0; turn < 20 && (await page.locator('.task').count()) < 70; turn += 1) {
    await page.mouse.wheel(0, 4000);
    await page.waitForTimeout(100);
  }
  await listed(page, Array.from({ length: 70 }, (_, at) => `Task ${70 - at}`));
  assert.equal(pages.length, 3);
  assert.equal(await page.getByRole('button', { name: 'Show more' }).isVisible(), false);
});

test('a task that moves down the order while the list is read is there once', async () => {
  const page = await person();
  await signedUp(page);
  await page.evaluate(async () => {
    const { createClient } = await import('/client.js');
    const { tasks, close } = createClient();
    for (let task = 10; task < 50; task += 1) await tasks.create({ title: `Task ${task}` });
    close();
  });
  // The second page is there once it is let through.
  let letThrough;
  const held = new Promise((resolve) => { letThrough = resolve; });
  await page.route('**/api/tasks?*cursor=*', async (route) => {
    await held;
    await route.continue();
  });
  await page.getByLabel('Order').selectOption('Title');
  await page.getByRole('button', { name: 'Task 10', exact: true }).waitFor();
  await page.evaluate(async () => {
    const { createClient } = await import('/client.js');
    const { tasks, close } = createClient();
    const { items: [first] } = await tasks.list({ sort: 'title', limit: 1 });
    await tasks.update(first.id, { title: 'Zulu' });
    close();
  });
  letThrough();
  await page.getByRole('button', { name: 'Show more' }).scrollIntoViewIfNeeded();
  await listed(page, Array.from({ length: 40 }, (_, at) => `Task ${at + 10}`));
});

test('text is text, wherever it is shown', async () => {
  const page = await person();
  const evil = '<img src=x onerror="document.title=\'owned\'"><b>bold</b>';
  await signedUp(page, 'Eve');
  await page.getByRole('link', { name: 'Account' }).click();
  await page.getByLabel('Name').fill(evil);
  await page.getByRole('button', { name: 'Save name' }).click();
  await toast(page, 'Your name is saved.');
  await page.getByRole('link', { name: 'Token' }).click();
  await page.getByText(evil).waitFor();
  await page.getByRole('link', { name: 'Tasks' }).click();
  await add(page, evil);
  await open(page, evil);
  await page.getByLabel('Description').fill(evil);
  await page.getByLabel('Say something').fill(evil);
  await page.getByRole('button', { name: 'Comment', exact: true }).click();
  await page.locator('.comment .text', { hasText: evil }).waitFor();
  assert.equal(await page.locator('main img, main b').count(), 0);
  assert.equal(await page.title(), 'Tasks · Ownly');
});
