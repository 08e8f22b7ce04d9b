// A server, a browser, and the people at it.

import assert from 'node:assert/strict';
import { after, afterEach, before } from 'node:test';

import { chromium } from 'playwright-core';

import { lastMail } from '../mailbox.js';
import { serve } from '../server.js';

export const PASSWORD = 'correct horse battery';

const FLAGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
];

let browser;
let server;
let contexts = [];
/** What no page may ever do, whatever the test is about. */
let crimes = [];

/** Registers what starts and ends them; called once by each file of tests. */
export function stage(settings) {
  before(async () => {
    server = await serve(settings);
    browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: FLAGS,
    });
  });
  afterEach(async () => {
    await Promise.all(contexts.map((context) => context.close()));
    contexts = [];
    const committed = crimes;
    crimes = [];
    assert.deepEqual(committed, []);
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });
}

export const url = () => server.url;

/** The last mail of that kind to an address. */
export const mailTo = (email, kind) => lastMail(server.mail, email, kind);

/** A browser of somebody's own, with one tab. */
export async function person(options = {}) {
  const context = await browser.newContext({ baseURL: server.url, ...options });
  context.setDefaultTimeout(10_000);
  contexts.push(context);
  context.on('console', (message) => {
    const text = message.text();
    if (/Content.Security.Policy|Trusted ?Type|Refused to|violates/i.test(text)) crimes.push(text);
  });
  context.on('weberror', (error) => crimes.push(String(error.error().stack)));
  return context.newPage();
}

let people = 0;

/** Signs up somebody new by the page, and waits for their tasks. */
export async function signedUp(page, name = 'Ada') {
  people += 1;
  const email = `${name.toLowerCase()}${people}@example.com`;
  await page.goto('/#/sign-up');
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByText('Nothing to do yet').waitFor();
  return email;
}

/** Verifies an address by the link of a mail, and goes back to the tasks. */
export async function verified(page, email) {
  await page.evaluate(async (email) => {
    const { createClient } = await import('/client.js');
    const { sendVerificationEmail, close } = createClient();
    await sendVerificationEmail({ email });
    close();
  }, email);
  await page.goto((await mailTo(email, 'verify')).url);
  await page.getByRole('link', { name: 'To your tasks' }).click();
  await page.getByRole('heading', { name: 'Tasks', level: 1 }).waitFor();
}

export async function signIn(page, email, password = PASSWORD) {
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Tasks', level: 1 }).waitFor();
}

export async function add(page, title) {
  await page.getByLabel('New task').fill(title);
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await row(page, title).waitFor();
}

/** The row of a task. */
export const row = (page, title) =>
  page.locator('.task').filter({ has: page.getByRole('button', { name: title, exact: true }) });

export const open = (page, title) => page.getByRole('button', { name: title, exact: true }).click();

/** The titles that are there, once the list has settled. */
export async function titles(page) {
  await page.locator('.list[aria-busy="false"]').waitFor();
  return page.locator('.task .title').allTextContents();
}

/** Waits until the list is that. */
export async function listed(page, expected) {
  const end = Date.now() + 5000;
  for (;;) {
    const there = await titles(page);
    if (JSON.stringify(there) === JSON.stringify(expected) || Date.now() > end) {
      return assert.deepEqual(there, expected);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** The requests to a path, from now on. */
export function watched(page, path) {
  const seen = [];
  page.on('request', (request) => {
    if (new URL(request.url()).pathname === path) seen.push(request);
  });
  return seen;
}

/** What the page says in passing. */
export const toast = (page, text) => page.locator('#status', { hasText: text }).waitFor();
