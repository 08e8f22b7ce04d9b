import { test } from 'node:test';

import { person, stage } from './stage.js';

stage({ OWNLY_RATE_LIMIT: 'memory' });

test('who tries too often is told at once for how long to wait', async () => {
  const page = await person();
  await page.goto('/');
  await page.getByLabel('E-mail').fill('ada@example.com');
  await page.getByLabel('Password').fill('whatever it is');
  const wrong = page.getByText('That is not the right address and password.');
  for (let tries = 0; tries < 3; tries += 1) {
    const answered = page.waitForResponse('**/api/auth/sign-in/email');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await answered;
    await wrong.waitFor();
  }
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText(/^Too many attempts\. Try again in \d+ seconds?\.$/).waitFor({ timeout: 3000 });
});

test('who asks for too many mails is told so too', async () => {
  const page = await person();
  await page.goto('/#/forgot');
  const button = page.getByRole('button', { name: 'Send the link' });
  for (let mails = 0; mails < 3; mails += 1) {
    await page.getByLabel('E-mail').fill('ada@example.com');
    await button.click();
    await page.getByText('If there is an account').waitFor();
    await page.reload();
  }
  await page.getByLabel('E-mail').fill('ada@example.com');
  await button.click();
  await page.getByText(/^Too many attempts\. Try again in \d+ seconds?\.$/).waitFor({ timeout: 3000 });
});
