// Takes the pictures of docs/screenshots: node screenshots.js

import { mkdir } from 'node:fs/promises';
import path from 'node:path';

import { chromium } from 'playwright-core';

import { serve } from './server.js';

const OUT = path.resolve(import.meta.dirname, '../../docs/screenshots');
const PASSWORD = 'correct horse battery';
const SIZES = {
  phone: { viewport: { width: 390, height: 760 }, colorScheme: 'light' },
  tablet: { viewport: { width: 768, height: 900 }, colorScheme: 'dark' },
  desk: { viewport: { width: 1120, height: 760 }, colorScheme: 'light' },
};
const TITLES = [
  'Return the library books', 'Ask Grace about the compiler', 'Water the plants',
  'Send Charles the notes on the engine', 'Book the train to Somerville',
];

const server = await serve();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'],
});
await mkdir(OUT, { recursive: true });
for (const [size, options] of Object.entries(SIZES)) {
  const page = await browser.newPage({ baseURL: server.url, ...options });
  await page.goto('/#/sign-up');
  await page.getByLabel('Name').fill('Ada Lovelace');
  await page.getByLabel('E-mail').fill(`${size}@example.com`);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByText('Nothing to do yet').waitFor();
  for (const title of TITLES) {
    await page.getByLabel('New task').fill(title);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: title }).waitFor();
  }
  await page.getByRole('checkbox', { name: 'Done: Water the plants' }).check();
  await open(page, TITLES[4]);
  await page.getByLabel('Due').fill(new Date(Date.now() + 86_400_000).toISOString().slice(0, 10));
  await page.getByLabel('Description').fill('The 9:40. Second class will do.');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('due tomorrow').waitFor();
  if (size === 'tablet') {
    await open(page, TITLES[4]);
    const share = page.getByRole('form', { name: /^Share/ });
    await share.getByLabel('E-mail').fill('grace@example.com');
    await share.getByRole('button', { name: 'Share' }).click();
    await page.locator('.members .badge').waitFor();
  }
  if (size === 'desk') {
    await page.getByRole('link', { name: 'Token' }).click();
    await page.getByText('s left').waitFor();
  }
  await page.waitForTimeout(6500);
  await page.evaluate(() => {
    document.activeElement.blur();
    window.scrollTo(0, 0);
  });
  await page.mouse.move(0, 0);
  await page.screenshot({ path: path.join(OUT, `${size}.png`) });
}
const page = await browser.newPage({ baseURL: server.url, ...SIZES.desk });
await page.goto('/docs/');
// The accounts' operations are many, and the first.
await page.locator('#operations-tag-accounts').click();
await page.locator('#operations-accounts-getToken').waitFor({ state: 'hidden' });
await page.mouse.move(0, 0);
await page.screenshot({ path: path.join(OUT, 'docs.png') });
await browser.close();
await server.stop();

function open(page, title) {
  return page.getByRole('button', { name: title, exact: true }).click();
}
