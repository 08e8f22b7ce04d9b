import assert from 'node:assert/strict';
import { test } from 'node:test';

import { PASSWORD, mailTo, person, signIn, signedUp, stage, toast, url } from './stage.js';

stage();

const heading = (page, name) => page.getByRole('heading', { name, level: 1 }).waitFor();

async function forgets(page, email) {
  await page.goto('/');
  await page.getByRole('link', { name: 'Forgot your password?' }).click();
  await page.getByLabel('E-mail').fill(email);
  await page.getByRole('button', { name: 'Send the link' }).click();
  await page.getByRole('alert').filter({ hasText: 'If there is an account with that address' }).waitFor();
}

test('whoever forgot their password sets another by a link, which works once', async () => {
  const email = await signedUp(await person());
  const page = await person();
  await forgets(page, email);
  const mail = await mailTo(email, 'reset');

  await page.goto(mail.url);
  await heading(page, 'New password');
  // What the link came with is nobody's to see or to find later.
  assert.equal(page.url(), `${url()}/#/reset`);
  await page.getByLabel('New password').fill('password1');
  await page.getByRole('button', { name: 'Set password' }).click();
  await page.getByText('That is one of the most common passwords.').waitFor();
  await page.getByLabel('New password').fill('a better one than before');
  await page.getByRole('button', { name: 'Set password' }).click();
  await toast(page, 'Your password is changed. Sign in with it from now on.');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('That is not the right address and password.').waitFor();
  await signIn(page, email, 'a better one than before');

  const other = await person();
  await other.goto(mail.url);
  await other.getByText('This link was used already, or it is too old.').waitFor();
  assert.equal(await other.getByLabel('New password').count(), 0);
  assert.equal(other.url(), `${url()}/#/reset`);
  await other.getByRole('link', { name: 'Send another link' }).click();
  await heading(other, 'Forgot your password?');
});

test('a link that is used in another window meanwhile says so', async () => {
  const email = await signedUp(await person());
  const [first, second] = [await person(), await person()];
  await forgets(first, email);
  const { url: link } = await mailTo(email, 'reset');
  for (const page of [first, second]) {
    await page.goto(link);
    await page.getByLabel('New password').fill('a better one than before');
  }
  await first.getByRole('button', { name: 'Set password' }).click();
  await heading(first, 'Sign in');
  await second.getByRole('button', { name: 'Set password' }).click();
  await second.getByRole('alert').filter({ hasText: 'This link was used already' }).waitFor();
});

test('an address that nobody has is answered as one that somebody has', async () => {
  await forgets(await person(), 'nobody@example.com');
});

test('an address is verified by a link, and a link that is none says so', async () => {
  const page = await person();
  const email = await signedUp(page);
  await page.getByRole('link', { name: 'Account' }).click();
  await page.getByText('not verified').waitFor();
  await page.getByRole('button', { name: 'Send me the link' }).click();
  await toast(page, `A mail is on its way to ${email}.`);
  const mail = await mailTo(email, 'verify');

  await page.goto(mail.url.replace(/token=[^&]*/, 'token=none'));
  await heading(page, 'That did not work');
  await page.getByText('This link does not work, or no longer.').waitFor();
  assert.equal(page.url(), `${url()}/#/verified`);
  await page.getByRole('link', { name: 'To your account' }).click();
  await page.getByText('not verified').waitFor();

  await page.goto(mail.url);
  await heading(page, 'Thank you');
  await page.getByRole('link', { name: 'Account', exact: true }).click();
  await page.getByText(email).waitFor();
  assert.equal(await page.getByText('not verified').count(), 0);

  // Somebody else follows a link of hers: it says nothing of her.
  const stranger = await person();
  await stranger.goto(mail.url);
  await heading(stranger, 'Thank you');
  await stranger.getByRole('link', { name: 'Sign in' }).click();
  await heading(stranger, 'Sign in');
});

test('another address is the user’s once the link to it is followed', async () => {
  const page = await person();
  const email = await signedUp(page);
  const next = `new-${email}`;
  await page.getByRole('link', { name: 'Account' }).click();
  await page.getByText('Change…').click();
  await page.getByLabel('New e-mail').fill(email);
  await page.getByRole('button', { name: 'Change address' }).click();
  await page.getByText('Email is the same').waitFor();
  await page.getByLabel('New e-mail').fill(next);
  await page.getByRole('button', { name: 'Change address' }).click();
  await toast(page, 'A mail is on its way');
  await page.locator('.fact').getByText(email, { exact: true }).waitFor();

  await page.goto((await mailTo(next, 'verify')).url);
  await heading(page, 'Thank you');
  await page.goto('/#/account');
  await page.locator('.fact').getByText(next, { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await signIn(page, next);
});

/** Asks for a mail as a program does that has no page of its own. */
const asks = (page, path, body) => page.evaluate(async ([path, body]) => {
  const headers = { 'Content-Type': 'application/json' };
  const answer = await fetch(`/api/auth${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  return answer.status;
}, [path, body]);

test('a link that was asked for without a page leads to this one', async () => {
  const page = await person();
  const email = await signedUp(page);
  assert.equal(await asks(page, '/send-verification-email', { email }), 200);
  await page.goto((await mailTo(email, 'verify')).url);
  await heading(page, 'Thank you');

  assert.equal(await asks(page, '/request-password-reset', { email }), 200);
  const stranger = await person();
  await stranger.goto((await mailTo(email, 'reset')).url);
  await heading(stranger, 'New password');
  await stranger.getByLabel('New password').fill('a better one than before');
  await stranger.getByRole('button', { name: 'Set password' }).click();
  await toast(stranger, 'Your password is changed.');
  await signIn(stranger, email, 'a better one than before');
});

test('a link that was to lead to / is not ignored there', async () => {
  const page = await person();
  const email = await signedUp(page);
  await asks(page, '/send-verification-email', { email, callbackURL: '/' });
  const verify = (await mailTo(email, 'verify')).url;
  await page.goto(verify.replace(/token=[^&]*/, 'token=none'));
  await heading(page, 'That did not work');
  assert.equal(page.url(), `${url()}/#/verified`);

  await asks(page, '/request-password-reset', { email, redirectTo: '/' });
  await page.goto((await mailTo(email, 'reset')).url);
  await heading(page, 'New password');
  assert.equal(page.url(), `${url()}/#/reset`);
  // What is no link's is left alone.
  await page.goto('/?lang=en');
  await heading(page, 'Tasks');
});
