import assert from 'node:assert/strict';
import { test } from 'node:test';

import { World, gate, invalid, json, signedOut } from './fake.js';

const TOKEN = '/api/auth/token';
const SESSION = '/api/auth/get-session';
const TASKS = '/api/tasks';
const ADA = { email: 'ada@example.com', password: 'correct horse battery' };

/** A world whose sessions come with a token. */
function withSessions(user = 'ada') {
  const world = new World();
  world.on(SESSION, () =>
    json(200, { user: { id: user }, session: { id: '1' } }, { 'set-auth-jwt': world.issue() }));
  return world;
}

test('a session brings its token, so that none is fetched', async () => {
  const world = withSessions();
  const client = world.client();
  const session = await client.getSession();
  assert.equal(session.user.id, 'ada');
  await client.tasks.list();
  assert.equal(world.to(TOKEN).length, 0);
  assert.equal(world.to(TASKS)[0].bearer, session.token);
});

test('no session is null, and tells those who listen if there was one', async () => {
  const world = withSessions();
  const client = world.client();
  const heard = [];
  client.onChange((change) => heard.push(change));
  await client.getSession();
  world.on(SESSION, () => json(200, null));
  assert.equal(await client.getSession(), null);
  assert.equal(await client.getSession(), null);
  assert.deepEqual(heard, ['signed-out']);
  assert.equal(client.inspect(), null);
});

test('signing up and in hand out the user and not the session', async () => {
  const world = new World();
  const client = world.client();
  for (const signed of [await client.signUp({ name: 'Ada', ...ADA }), await client.signIn(ADA)]) {
    assert.deepEqual(signed, { user: { id: 'ada' }, signedIn: true });
  }
  assert.deepEqual(world.to('/api/auth/sign-in/email')[0].body, ADA);
});

test('who has to verify an address first is not signed in yet', async () => {
  const world = new World();
  world.on('/api/auth/sign-up/email', () => json(200, { token: null, user: { id: 'ada' } }));
  const client = world.client();
  client.onChange(() => assert.fail('nobody signed in'));
  assert.equal((await client.signUp({ name: 'Ada', ...ADA })).signedIn, false);
});

test('what goes by mail is asked for with where its link leads', async () => {
  const world = new World();
  const client = world.client();
  const email = 'ada@example.com';
  await client.requestPasswordReset({ email, redirectTo: '/#/reset' });
  await client.resetPassword({ token: 't', newPassword: 'a better one' });
  await client.sendVerificationEmail({ email, callbackURL: '/#/verified' });
  assert.deepEqual(world.calls.map(({ method, path, body }) => [method, path, body]), [
    ['POST', '/api/auth/request-password-reset', { email, redirectTo: '/#/reset' }],
    ['POST', '/api/auth/reset-password', { token: 't', newPassword: 'a better one' }],
    ['POST', '/api/auth/send-verification-email', { email, callbackURL: '/#/verified' }],
  ]);
  world.on('/api/auth/reset-password', () => json(400, { code: 'INVALID_TOKEN', message: 'Invalid token' }));
  await assert.rejects(client.resetPassword({ token: 't', newPassword: 'x' }), { status: 400, code: 'INVALID_TOKEN' });
});

test('another address is another token, in every tab', async () => {
  const world = new World();
  const [here, there] = [world.client(), world.client()];
  const heard = [];
  there.onChange((change) => heard.push(change));
  await Promise.all([here.token(), there.token()]);
  const fetched = world.tokens;
  await here.changeEmail({ newEmail: 'ada@new.example', callbackURL: '/' });
  await Promise.all([here.token(), there.token()]);
  assert.deepEqual(heard, ['changed']);
  assert.equal(world.tokens, fetched + 2);
  assert.deepEqual(world.to('/api/auth/change-email')[0].body, { newEmail: 'ada@new.example', callbackURL: '/' });
});

test('who has to follow a link to be deleted is still signed in', async () => {
  const world = withSessions();
  const client = world.client();
  await client.getSession();
  world.on('/api/auth/delete-user', () => json(200, { success: true, message: 'Verification email sent' }));
  const stop = client.onChange(() => assert.fail('nobody signed out'));
  assert.deepEqual(await client.deleteUser({ password: 'x' }), { deleted: false });
  stop();
  world.on('/api/auth/delete-user', () => json(200, { success: true, message: 'User deleted' }));
  assert.deepEqual(await client.deleteUser({ password: 'x' }), { deleted: true });
  assert.equal(client.inspect(), null);
});

test('signing out drops the token in every tab and tells it', async () => {
  const world = new World();
  const [here, there] = [world.client(), world.client()];
  const heard = [];
  there.onChange((change) => heard.push(change));
  await Promise.all([here.token(), there.token()]);
  await here.signOut();
  assert.equal(here.inspect(), null);
  assert.equal(there.inspect(), null);
  assert.deepEqual(heard, ['signed-out']);
});

test('tabs of other accounts are not told', async () => {
  const world = new World();
  const [here, there] = [world.client(), world.client({ baseURL: 'https://other.example' })];
  await there.token();
  await here.signOut();
  assert.notEqual(there.inspect(), null);
});

test('a sign-out that did not come through leaves one signed in', async () => {
  const world = new World();
  const client = world.client();
  await client.token();
  world.on('/api/auth/sign-out', () => Promise.reject(new TypeError('failed to fetch')));
  await assert.rejects(client.signOut(), { status: 0, code: 'NETWORK_ERROR' });
  assert.notEqual(client.inspect(), null);
});

test('a token that comes after the sign-out is not kept', async () => {
  const world = new World();
  const client = world.client();
  const late = gate();
  world.on(TOKEN, async () => {
    await late.opened;
    return json(200, { token: world.issue() });
  });
  const call = client.tasks.list();
  await client.signOut();
  late.open();
  await assert.rejects(call, { status: 401, code: 'SIGNED_OUT' });
  assert.equal(client.inspect(), null);
  assert.equal(world.to(TASKS).length, 0);
});

test('an answer for who was signed in before is not given to who is now', async () => {
  const world = new World();
  const client = world.client();
  const late = gate();
  world.on(TASKS, async () => {
    await late.opened;
    return json(200, { items: ["Ada's"] });
  });
  const call = client.tasks.list();
  await client.token();
  world.subject = 'grace';
  await client.signIn({ email: 'grace@example.com', password: 'x' });
  late.open();
  await assert.rejects(call, { code: 'SIGNED_OUT' });
});

test('what one user meant to do is not done in the name of the next', async () => {
  const world = new World();
  const client = world.client();
  const first = await client.token();
  // Somebody else signs in, by another way than this client.
  world.subject = 'grace';
  world.on(`POST ${TASKS}`, (call) => (call.bearer === first ? invalid() : json(201, {})));
  const heard = [];
  client.onChange((change) => heard.push(change));
  await assert.rejects(client.tasks.create({ title: "Ada's" }), { status: 401, code: 'SIGNED_OUT' });
  assert.equal(world.to(TASKS).length, 1);
  assert.deepEqual(heard, ['signed-in']);
});

test('a refused call is not made again for who has signed in meanwhile', async () => {
  const world = new World();
  const client = world.client();
  const late = gate();
  world.on(`POST ${TASKS}`, async () => {
    await late.opened;
    return invalid();
  });
  const call = client.tasks.create({ title: "Ada's" });
  await client.token();
  world.subject = 'grace';
  await client.signIn({ email: 'grace@example.com', password: 'x' });
  await client.token();
  late.open();
  await assert.rejects(call, { code: 'SIGNED_OUT' });
  assert.equal(world.to(TASKS).length, 1);
});

test('a session that ended elsewhere is noticed with the next token', async () => {
  const world = new World();
  const client = world.client();
  await client.token();
  const heard = [];
  client.onChange((change) => heard.push(change));
  world.on(TASKS, invalid).on(TOKEN, signedOut);
  await assert.rejects(client.tasks.list(), { status: 401, code: 'UNAUTHORIZED' });
  assert.deepEqual(heard, ['signed-out']);
});

test('a wrong password does not end the session that is there', async () => {
  const world = new World();
  const client = world.client();
  await client.token();
  const wrong = { code: 'INVALID_EMAIL_OR_PASSWORD', message: 'Invalid email or password' };
  world.on('/api/auth/sign-in/email', () => json(401, wrong));
  await assert.rejects(client.signIn(ADA), { status: 401, message: wrong.message });
  assert.notEqual(client.inspect(), null);
});

test('after a change of name the next token is a new one', async () => {
  const world = new World();
  const client = world.client();
  await client.token();
  await client.updateUser({ name: 'Countess' });
  await client.tasks.list();
  assert.equal(world.to(TOKEN).length, 2);
});

test('an answer about the session that is overtaken by a sign-out is asked for again', async () => {
  const world = withSessions();
  const client = world.client();
  const late = gate();
  let asked = 0;
  world.on(SESSION, async () => {
    asked += 1;
    if (asked > 1) return json(200, null);
    await late.opened;
    return json(200, { user: { id: 'ada' }, session: {} }, { 'set-auth-jwt': world.issue() });
  });
  const session = client.getSession();
  await client.signOut();
  late.open();
  assert.equal(await session, null);
  assert.equal(client.inspect(), null);
});
