import assert from 'node:assert/strict';
import { test } from 'node:test';

import { add, open, person, signedUp, stage } from './stage.js';

stage();

const SIZES = { phone: { width: 320, height: 640 }, desk: { width: 1280, height: 800 } };

/** The views, and what is there once all of a view is. */
const VIEWS = {
  '/': (page) => page.locator('.list[aria-busy="false"] .task').last().waitFor(),
  '/#/account': (page) => page.getByText('this one').waitFor(),
  '/#/token': (page) => page.getByText('s left').waitFor(),
};

/** Somebody with tasks, one of them shared and spoken of. */
async function settled(viewport) {
  const page = await person({ viewport, reducedMotion: 'reduce' });
  await signedUp(page);
  for (const title of ['Walk', 'Run', 'Water the plants and whatever else there is to be watered']) await add(page, title);
  await open(page, 'Walk');
  const share = page.getByRole('form', { name: /^Share/ });
  await share.getByLabel('E-mail').fill('grace@example.com');
  await share.getByRole('button', { name: 'Share' }).click();
  await page.locator('.members .badge').waitFor();
  await page.getByLabel('Say something').fill('Whither?');
  await page.getByRole('button', { name: 'Comment', exact: true }).click();
  await page.locator('.comment').waitFor();
  return page;
}

for (const [size, viewport] of Object.entries(SIZES)) {
  test(`nothing moves while a slow server answers, on a ${size}`, async () => {
    const page = await settled(viewport);
    await page.addInitScript(() => {
      globalThis.moved = [];
      new PerformanceObserver((list) => {
        for (const { value, sources } of list.getEntries()) {
          globalThis.moved.push({ value, what: sources.map(({ node }) => node?.outerHTML?.slice(0, 80)) });
        }
      }).observe({ type: 'layout-shift', buffered: true });
    });
    await page.route('**/api/**', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 250));
      await route.continue();
    });
    for (const [address, whole] of Object.entries(VIEWS)) {
      await page.goto('about:blank');
      await page.goto(address);
      await whole(page);
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
      const moved = await page.evaluate(() => globalThis.moved);
      const sum = moved.reduce((sum, { value }) => sum + value, 0);
      assert.ok(sum < 0.02, `${address}: ${sum} ${JSON.stringify(moved)}`);
    }
    await page.unrouteAll({ behavior: 'wait' });
  });

  test(`Tab comes by everything that can be used, on a ${size}`, async () => {
    const page = await settled(viewport);
    for (const [address, whole] of Object.entries(VIEWS)) {
      await page.goto(address);
      await whole(page);
      if (address === '/') await open(page, 'Walk');
      if (address === '/') await page.locator('.comment').waitFor();
      // Of the choices of a group one is come by; arrows lead to the others.
      const wanted = await page.evaluate(() => {
        globalThis.seen = new Set();
        document.addEventListener('focusin', ({ target }) => globalThis.seen.add(target));
        document.activeElement?.blur();
        globalThis.wanted = [...document.querySelectorAll('a[href], button, input, select, textarea, summary')]
          .filter((at) => at.checkVisibility({ visibilityProperty: true }) && !at.disabled)
          .filter((at) => at.type !== 'radio' || at.checked);
        return globalThis.wanted.length;
      });
      assert.ok(wanted > 5, `${address}: ${wanted}`);
      for (let presses = 0; presses < wanted + 10; presses += 1) await page.keyboard.press('Tab');
      const missed = await page.evaluate(() => globalThis.wanted
        .filter((at) => !globalThis.seen.has(at)).map((at) => at.outerHTML.slice(0, 120)));
      assert.deepEqual(missed, [], address);
    }
  });
}
