import assert from 'node:assert/strict';
import { test } from 'node:test';

import { ApiError } from '../../../web/client.js';
import { World, json, jwt } from './fake.js';

const TASKS = '/api/tasks';
const busy = (headers) => () => json(503, { code: 'SERVICE_UNAVAILABLE', message: 'Busy.' }, headers);

/** Answers once with the first, and then with the second. */
function then(first, second) {
  let answered = false;
  return (call) => {
    const answer = answered ? second : first;
    answered = true;
    return answer(call);
  };
}

const good = () => json(200, { items: [], nextCursor: null });

test('a refusal has status, code, message and the id of the request', async () => {
  const world = new World();
  const body = { code: 'TASK_NOT_FOUND', message: 'No such task.' };
  world.on(`${TASKS}/1`, () => json(404, body, { 'x-request-id': 'r1' }));
  await assert.rejects(world.client().tasks.get('1'), (error) => {
    assert.ok(error instanceof ApiError && error instanceof Error);
    assert.deepEqual({ ...error }, {
      name: 'ApiError', status: 404, code: 'TASK_NOT_FOUND', requestId: 'r1', retryAfter: undefined,
    });
    assert.equal(error.message, 'No such task.');
    return true;
  });
});

test('an answer of nobody we know is a refusal too', async () => {
  const world = new World();
  world.on(TASKS, () => new Response('<h1>Bad gateway</h1>', { status: 502 }));
  await assert.rejects(world.client().tasks.list(), { status: 502, code: 'HTTP_502' });
});

test('no network is status 0', async () => {
  const world = new World();
  const cause = new TypeError('failed to fetch');
  world.on(TASKS, () => Promise.reject(cause));
  await assert.rejects(world.client().tasks.list(), { status: 0, code: 'NETWORK_ERROR', cause });
});

test('whoever cancels a call gets the reason they gave', async () => {
  const world = new World();
  const reason = new Error('not needed any more');
  await assert.rejects(world.client().tasks.list({ signal: AbortSignal.abort(reason) }), reason);
  assert.equal(world.calls.length, 0);
});

test('a busy server is asked again after as long as it says', async () => {
  const world = new World();
  world.on(TASKS, then(busy({ 'retry-after': '2' }), good));
  await world.client().tasks.list();
  assert.deepEqual(world.slept, [2000]);
  assert.equal(world.to(TASKS).length, 2);
});

test('it is asked three times at the most', async () => {
  const world = new World();
  world.on(TASKS, busy({ 'retry-after': '1' }));
  const call = world.client().tasks.list();
  await assert.rejects(call, { status: 503, code: 'SERVICE_UNAVAILABLE', retryAfter: 1 });
  assert.deepEqual(world.slept, [1000, 1000]);
});

test('a wait that is too long, or not said, is the caller’s to decide on', async () => {
  for (const [headers, retryAfter] of [
    [{ 'retry-after': '11' }, 11],
    [{ 'retry-after': '99999999999999999999' }, undefined],
    [{ 'retry-after': 'Wed, 21 Oct 2099 07:28:00 GMT' }, undefined],
    [{}, undefined],
  ]) {
    const world = new World();
    world.on(TASKS, busy(headers));
    await assert.rejects(world.client().tasks.list(), { status: 503, retryAfter });
    assert.deepEqual(world.slept, []);
  }
});

test('a write that failed is not repeated, one that was refused is', async () => {
  const world = new World();
  world.on(`POST ${TASKS}`, busy({ 'retry-after': '1' }));
  await assert.rejects(world.client().tasks.create({ title: 'milk' }), { status: 503 });
  assert.equal(world.to(TASKS).length, 1);

  // Better Auth has a header of its own, and no code.
  const slow = () => json(429, { message: 'Too many requests.' }, { 'x-retry-after': '3' });
  world.on(`POST ${TASKS}`, then(slow, () => json(201, { id: '1' })));
  await world.client().tasks.create({ title: 'milk' });
  assert.deepEqual(world.slept, [3000]);
});

test('who signs in too often is told so at once', async () => {
  const world = new World();
  const slow = () => json(429, { message: 'Too many requests.' }, { 'x-retry-after': '3' });
  world.on('/api/auth/sign-in/email', slow);
  const refused = world.client().signIn({ email: 'ada@example.com', password: 'x' });
  await assert.rejects(refused, { status: 429, code: 'TOO_MANY_REQUESTS', retryAfter: 3 });
  assert.deepEqual(world.slept, []);
});

test('accounts and data may be at two origins', async () => {
  const world = new World();
  const client = world.client({ dataURL: 'https://data.example' });
  await client.tasks.list({ completed: false, q: 'a b', scope: 'all', sort: '-dueAt', limit: 5 });
  assert.equal(world.to('/api/auth/token')[0].origin, 'https://auth.example');
  const [call] = world.to(TASKS);
  assert.equal(call.origin, 'https://data.example');
  assert.equal(call.query, '?completed=false&q=a+b&scope=all&sort=-dueAt&limit=5');
  await assert.rejects(client.fetch('https://auth.example/api/tasks'), TypeError);
});

test('the accounts may be elsewhere than at /api/auth', async () => {
  const world = new World();
  world.on('/accounts/token', () => json(200, { token: jwt({ sub: 'ada', iat: 1, exp: 901 }) }));
  await world.client({ basePath: '/accounts/' }).tasks.list();
  assert.equal(world.to('/accounts/token').length, 1);
});

test('each goes through all pages', async () => {
  const world = new World();
  world.on(TASKS, ({ query }) =>
    json(200, query.includes('cursor=2') ? { items: [3], nextCursor: null }
      : { items: [1, 2], nextCursor: '2' }));
  const all = [];
  for await (const task of world.client().tasks.each({ limit: 2 })) all.push(task);
  assert.deepEqual(all, [1, 2, 3]);
});

test('an id does not lead elsewhere', async () => {
  const world = new World();
  await world.client().tasks.get('../../api/me?x=1#y');
  assert.equal(world.calls.at(-1).path, '/api/tasks/..%2F..%2Fapi%2Fme%3Fx%3D1%23y');
});

test('an export is whole or none', async () => {
  const world = new World();
  const lines = '{"table":"task","row":{}}\n{"complete":true}\n';
  world.on('/api/me/export', () => new Response(lines));
  assert.equal(await (await world.client().export()).text(), lines);
  world.on('/api/me/export', () => new Response('{"table":"task","row":{}}\n'));
  await assert.rejects(world.client().export(), { code: 'EXPORT_INCOMPLETE' });
});

test('an answer without a body is nothing', async () => {
  const world = new World();
  world.on(`DELETE ${TASKS}/1`, () => json(204));
  assert.equal(await world.client().tasks.delete('1'), null);
});

test('the fetch of this machine is used when no other is given', async () => {
  const { createClient } = await import('../../../web/client.js');
  const client = createClient({ baseURL: 'http://127.0.0.1:9' });
  await assert.rejects(client.getSession(), { status: 0 });
  client.close();
  assert.throws(() => createClient(), TypeError);
});
