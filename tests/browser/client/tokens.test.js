import assert from 'node:assert/strict';
import { test } from 'node:test';

import { World, gate, invalid, json, jwt, signedOut } from './fake.js';

const TOKEN = '/api/auth/token';
const TASKS = '/api/tasks';

test('ten calls at once make one request for a token, and all send it', async () => {
  const world = new World();
  const client = world.client();
  await Promise.all(Array.from({ length: 10 }, () => client.tasks.list()));
  assert.equal(world.to(TOKEN).length, 1);
  assert.equal(world.to(TASKS).length, 10);
  assert.equal(new Set(world.to(TASKS).map((call) => call.bearer)).size, 1);
});

test('the token is asked for with the cookie, and the data without', async () => {
  const world = new World();
  await world.client().tasks.list();
  assert.equal(world.to(TOKEN)[0].init.credentials, 'include');
  assert.equal(world.to(TOKEN)[0].bearer, undefined);
  assert.equal(world.to(TASKS)[0].init.credentials, 'omit');
  assert.equal(world.to(TASKS)[0].init.redirect, 'error');
});

test('a token is renewed a minute before it ends, by its own lifetime', async () => {
  const world = new World();
  const client = world.client();
  await client.tasks.list();
  world.time = 839_999;
  await client.tasks.list();
  assert.equal(world.to(TOKEN).length, 1);
  world.time = 840_000;
  await client.tasks.list();
  assert.equal(world.to(TOKEN).length, 2);
  assert.notEqual(world.to(TASKS)[1].bearer, world.to(TASKS)[2].bearer);
});

test('a short token is renewed in the last fifth of its life', async () => {
  const world = new World();
  world.lifetime = 60;
  const client = world.client();
  await client.tasks.list();
  world.time = 47_999;
  await client.tasks.list();
  assert.equal(world.to(TOKEN).length, 1);
  world.time = 48_000;
  await client.tasks.list();
  assert.equal(world.to(TOKEN).length, 2);
});

test('a token counts from when it was asked for, not from when it came', async () => {
  const world = new World();
  const client = world.client();
  world.on(TOKEN, () => {
    const token = world.issue();
    world.time += 100_000;
    return json(200, { token });
  });
  await client.token();
  assert.equal(client.inspect().secondsLeft, 800);
});

test('what the token says can be looked at', async () => {
  const world = new World();
  const client = world.client();
  assert.equal(client.inspect(), null);
  await client.token();
  world.time = 60_000;
  const { header, claims, secondsLeft } = client.inspect();
  assert.deepEqual(header, { alg: 'EdDSA', kid: 'k' });
  assert.equal(claims.sub, 'ada');
  assert.equal(secondsLeft, 840);
});

test('a name in another script is read out of a token as it is', async () => {
  const world = new World();
  const client = world.client();
  world.on(TOKEN, () => json(200, { token: jwt({ sub: 'ada', name: 'Ада 🦀', iat: 1, exp: 901 }) }));
  await client.token();
  assert.equal(client.inspect().claims.name, 'Ада 🦀');
});

test('five refusals at once make one new token, and each call is made again with it', async () => {
  const world = new World();
  const client = world.client();
  const first = await client.token();
  world.on(TASKS, (call) => (call.bearer === first ? invalid() : json(200, { items: [] })));
  const answers = await Promise.all(Array.from({ length: 5 }, () => client.tasks.list()));
  assert.equal(answers.length, 5);
  assert.equal(world.to(TOKEN).length, 2);
  assert.equal(world.to(TASKS).length, 10);
});

test('a refusal that comes late makes no other new token', async () => {
  const world = new World();
  const client = world.client();
  const first = await client.token();
  const late = gate();
  world.on(TASKS, async (call) => {
    if (call.bearer !== first) return json(200, { items: [] });
    if (call.query) await late.opened;
    return invalid();
  });
  const slow = client.tasks.list({ limit: 1 });
  await client.tasks.list();
  late.open();
  await slow;
  assert.equal(world.to(TOKEN).length, 2);
});

test('two tokens of one second are told apart, though they have the same text', async () => {
  const world = new World();
  const client = world.client();
  const text = jwt({ sub: 'ada', iat: 1, exp: 901 });
  world.on(TOKEN, () => json(200, { token: text }));
  await client.token();
  const late = gate();
  let asked = 0;
  world.on(TASKS, async ({ query }) => {
    asked += 1;
    if (asked > 2) return json(200, { items: [] });
    if (query) await late.opened;
    return invalid();
  });
  const slow = client.tasks.list({ limit: 1 });
  await client.tasks.list();
  late.open();
  await slow;
  assert.equal(world.to(TOKEN).length, 2);
});

test('a second refusal is the answer', async () => {
  const world = new World();
  world.on(TASKS, invalid);
  const call = world.client().tasks.list();
  await assert.rejects(call, { name: 'ApiError', status: 401, code: 'INVALID_TOKEN' });
  assert.equal(world.to(TASKS).length, 2);
  assert.equal(world.to(TOKEN).length, 2);
});

test('a body is sent again with the second attempt', async () => {
  const world = new World();
  let asked = 0;
  world.on(`POST ${TASKS}`, () => ((asked += 1) === 1 ? invalid() : json(201, { id: '1' })));
  await world.client().tasks.create({ title: 'milk' });
  assert.deepEqual(world.to(TASKS).map((call) => call.body), [{ title: 'milk' }, { title: 'milk' }]);
});

test('whoever has no session has no token, and is asked no more', async () => {
  const world = new World();
  world.on(TOKEN, signedOut);
  await assert.rejects(world.client().tasks.list(), { status: 401, code: 'UNAUTHORIZED' });
  assert.equal(world.to(TOKEN).length, 1);
  assert.equal(world.to(TASKS).length, 0);
});

test('a token is not sent to another origin', async () => {
  const world = new World();
  for (const path of ['https://evil.example/api/tasks', '//evil.example', 'http://auth.example/']) {
    await assert.rejects(world.client().fetch(path), TypeError);
  }
  assert.equal(world.calls.length, 0);
});
