import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

import { PASSWORD, add, listed, open, person, signedUp, stage } from './stage.js';

stage();

const AXE = await readFile(new URL('../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');

/** No rule of axe is broken, and nothing is wider than the screen. */
async function checked(page, view) {
  await page.evaluate(AXE);
  const broken = await page.evaluate(async () => {
    const { violations } = await globalThis.axe.run(document, { resultTypes: ['violations'] });
    return violations.map(({ id, nodes }) => [id, ...nodes.map((node) => node.html.slice(0, 200))]);
  });
  assert.deepEqual(broken, [], view);
  const { scroll, client } = await page.evaluate(() => ({
    scroll: document.documentElement.scrollWidth, client: document.documentElement.clientWidth,
  }));
  assert.ok(scroll <= client, `${view} is ${scroll} wide on ${client}`);
}

for (const colorScheme of ['light', 'dark']) {
  for (const [size, viewport] of Object.entries({
    phone: { width: 320, height: 640 }, desk: { width: 1280, height: 800 },
  })) {
    test(`every view is accessible and fits, ${colorScheme}, on a ${size}`, async () => {
      const page = await person({ colorScheme, viewport, reducedMotion: 'reduce' });
      await page.goto('/');
      await page.getByRole('heading', { name: 'Sign in' }).waitFor();
      await checked(page, 'sign in');
      await page.getByLabel('E-mail').fill('nobody@example.com');
      await page.getByLabel('Password').fill('wrong');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByText('not the right address').waitFor();
      await checked(page, 'sign in refused');
      await page.getByRole('link', { name: 'Forgot your password?' }).click();
      await page.getByRole('heading', { name: 'Forgot your password?' }).waitFor();
      await checked(page, 'forgot');
      for (const [told, title] of [
        ['token=made-up#/reset', 'New password'], ['error=INVALID_TOKEN#/reset', 'New password'],
        ['error=TOKEN_EXPIRED#/verified', 'That did not work'], ['x#/verified', 'Thank you'],
      ]) {
        await page.goto(`/?${told}`);
        await page.getByRole('heading', { name: title }).waitFor();
        await checked(page, told);
      }
      await page.goto('/');
      await page.getByRole('link', { name: 'Create an account' }).click();
      await page.getByRole('heading', { name: 'Create an account' }).waitFor();
      await checked(page, 'sign up');
      await signedUp(page);
      await checked(page, 'no tasks');
      const long = 'Averylongwordwithoutanyspaceinit'.repeat(4);
      await add(page, 'Water the plants');
      await add(page, long);
      await page.getByRole('checkbox', { name: 'Done: Water the plants' }).check();
      await open(page, long);
      await page.getByLabel('Due').fill('2020-01-01');
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByText('was due').waitFor();
      await open(page, long);
      const share = page.getByRole('form', { name: /^Share/ });
      await share.getByLabel('E-mail').fill(`${'long'.repeat(15)}@example.com`);
      await share.getByRole('button', { name: 'Share' }).click();
      await page.locator('.members .badge').waitFor();
      await page.getByLabel('Say something').fill('Who waters them in June?');
      await page.getByRole('button', { name: 'Comment', exact: true }).click();
      await page.locator('.comment').waitFor();
      await checked(page, 'a task');
      await page.getByRole('button', { name: 'Edit', exact: true }).click();
      await checked(page, 'a comment');
      await page.getByRole('form', { name: /^Edit A/ }).getByRole('button', { name: 'Delete' }).click();
      await page.getByRole('dialog').waitFor();
      await checked(page, 'a question');
      await page.keyboard.press('Escape');
      await page.getByRole('link', { name: 'Account' }).click();
      await page.getByText('this one').waitFor();
      await page.getByText('not verified').waitFor();
      await page.getByText('Change…').click();
      await page.getByText('Delete my account…').click();
      await checked(page, 'account');
      await page.getByRole('link', { name: 'Token' }).click();
      await page.getByText('s left').waitFor();
      await checked(page, 'token');
    });
  }
}

test('the whole way goes by keyboard', async () => {
  const page = await person();
  await page.goto('/');
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();

  /** Presses Tab until that has the focus, and sees that the focus shows. */
  async function reach(role, name) {
    const target = page.getByRole(role, { name, exact: true });
    for (let presses = 0; presses < 40; presses += 1) {
      await page.keyboard.press('Tab');
      if (await target.evaluateAll((found) => found.includes(document.activeElement))) {
        const shown = await page.evaluate(() => {
          const at = document.activeElement;
          const marked = at.matches('.choice input') ? at.nextElementSibling : at;
          return getComputedStyle(marked).outlineStyle !== 'none';
        });
        assert.ok(shown, `the focus on ${name} cannot be seen`);
        return;
      }
    }
    assert.fail(`${name} cannot be reached`);
  }

  await reach('link', 'Create an account');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Create an account' }).waitFor();
  await reach('textbox', 'Name');
  await page.keyboard.type('Ada');
  await page.keyboard.press('Tab');
  await page.keyboard.type('keys@example.com');
  await page.keyboard.press('Tab');
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByText('Nothing to do yet').waitFor();

  await reach('textbox', 'New task');
  await page.keyboard.type('Walk');
  await page.keyboard.press('Enter');
  await listed(page, ['Walk']);
  await page.keyboard.type('Run');
  await page.keyboard.press('Enter');
  await listed(page, ['Run', 'Walk']);

  await reach('checkbox', 'Done: Run');
  await page.keyboard.press('Space');
  await page.locator('.task.completed').waitFor();
  await reach('button', 'Walk');
  await page.keyboard.press('Enter');
  await reach('textbox', 'Title');
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('Walk far');
  await page.keyboard.press('Enter');
  await listed(page, ['Run', 'Walk far']);
  const focused = () => page.evaluate(() => document.activeElement.textContent);
  assert.equal(await focused(), 'Walk far');

  // Escape leaves the editor, and what was there is there.
  await page.keyboard.press('Enter');
  await reach('textbox', 'Title');
  await page.keyboard.type('!');
  await page.keyboard.press('Escape');
  assert.equal(await focused(), 'Walk far');

  await page.keyboard.press('Enter');
  await reach('button', 'Delete');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  assert.equal(await focused(), 'Delete');
  // Until the question is put away, the button is busy with it.
  await page.locator('button[aria-disabled]').waitFor({ state: 'detached' });
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).waitFor();
  await page.keyboard.press('Enter');
  await listed(page, ['Run']);
  assert.equal(await focused(), 'Run');

  // The filter is one stop, and arrows choose.
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Shift+Tab');
  assert.equal(await page.evaluate(() => document.activeElement.value), 'all');
  await page.keyboard.press('ArrowRight');
  await listed(page, []);

  await page.evaluate(() => document.activeElement.blur());
  await reach('link', 'Skip to the content');
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'main');
  await page.evaluate(() => document.activeElement.blur());
  await reach('button', 'Sign out');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await reach('textbox', 'E-mail');
});
