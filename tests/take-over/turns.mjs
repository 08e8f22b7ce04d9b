// Better Auth and Ownly take turns on one database: what either made, the other goes on with.

import assert from 'node:assert/strict';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { ORIGIN, database, restore, startBetterAuth, startOwnly } from './servers.mjs';

let checks = 0;
const check = {
  equal(one, other, what) {
    assert.deepEqual(one, other, what);
    checks += 1;
  },
};

const email = (name) => `${name}@example.com`;

async function signUp(at, name, password) {
  const body = { name, email: email(name), password };
  const answer = (await at.post('/api/auth/sign-up/email', body)).expect(200);
  checks += 1;
  return { name, password, cookie: answer.cookie, token: answer.json.token, madeBy: at.name };
}

async function signIn(at, user, password = user.password, status = 200) {
  const body = { email: email(user.name), password };
  const answer = (await at.post('/api/auth/sign-in/email', body)).expect(status);
  checks += 1;
  return { ...user, password, cookie: answer.cookie, token: answer.json.token };
}

/** A session that was begun anywhere is known here, by cookie and by bearer token. */
async function isSignedIn(at, user) {
  for (const by of [{ cookie: user.cookie }, { token: user.token }]) {
    const { json } = (await at.get('/api/auth/get-session', by)).expect(200);
    check.equal(json?.user.email, email(user.name), `${user.name} at ${at.name}`);
    check.equal(json.session.token, user.token);
  }
}

const jwks = async (at) => (await at.get('/api/auth/jwks')).expect(200).json;

/** A JWT from here, which everyone who has the published keys can check. */
async function jwtFrom(at, user) {
  const { json } = (await at.get('/api/auth/token', { cookie: user.cookie })).expect(200);
  const keys = createLocalJWKSet(await jwks(at));
  const { payload } = await jwtVerify(json.token, keys, { issuer: ORIGIN, audience: ORIGIN });
  check.equal(payload.email, email(user.name));
  return json.token;
}

/** What 1.7 looks at before its first request. */
async function findsNothingMissing(betterAuth) {
  for (const what of ['toBeCreated', 'toBeAdded', 'toBeAddedIndexes', 'unsafeChanges', 'schemaProblems'])
    check.equal(betterAuth.missing[what] ?? [], [], what);
  (await betterAuth.get('/api/auth/ok')).expect(200);
}

async function turn(start, work) {
  const at = await start();
  try {
    return await work(at);
  } finally {
    await at.stop();
  }
}

async function turns(on) {
  const users = [];
  let keys;
  const ownly = () => startOwnly(on);
  const betterAuth = () => startBetterAuth(on);
  let token;

  await turn(ownly, async (at) => {
    users.push(await signUp(at, 'ada', 'correct horse battery'));
    users.push(await signIn(at, users[0]));
    token = await jwtFrom(at, users[0]);
    keys = await jwks(at);
  });

  await turn(betterAuth, async (at) => {
    await findsNothingMissing(at);
    for (const user of users) await isSignedIn(at, user);
    await signIn(at, users[0]);
    await signIn(at, users[0], 'wrong horse battery', 401);
    check.equal(await jwks(at), keys, 'the same keys are published');
    await jwtVerify(token, createLocalJWKSet(await jwks(at)), { issuer: ORIGIN, audience: ORIGIN });
    users.push(await signUp(at, 'grace', 'pä$$wörd-ﬁ-Å'));
    token = await jwtFrom(at, users[2]);
    check.equal(await jwks(at), keys, 'and signed with');
    const renamed = await at.post('/api/auth/update-user', { name: 'Ada L.' }, { cookie: users[0].cookie });
    renamed.expect(200);
  });

  await turn(ownly, async (at) => {
    for (const user of users) await isSignedIn(at, user);
    await signIn(at, users[2]);
    check.equal(await jwks(at), keys);
    const me = (await at.get('/api/me', { token })).expect(200).json;
    check.equal(me.email, email('grace'));
    const named = await at.get('/api/auth/get-session', { token: users[0].token });
    check.equal(named.json.user.name, 'Ada L.');
    const change = { currentPassword: users[2].password, newPassword: 'another battery staple' };
    (await at.post('/api/auth/change-password', change, { cookie: users[2].cookie })).expect(200);
    users[2].password = change.newPassword;
    const gone = await signUp(at, 'linus', '😀 emoji 12345');
    (await at.post('/api/auth/delete-user', { password: gone.password }, { cookie: gone.cookie })).expect(200);
    const task = await at.post('/api/tasks', { title: 'Learn Ownly' }, { token: await jwtFrom(at, users[2]) });
    task.expect(201);
  });

  await turn(betterAuth, async (at) => {
    await findsNothingMissing(at);
    await signIn(at, users[2]);
    await signIn(at, { name: 'linus', password: '😀 emoji 12345' }, undefined, 401);
    for (const user of users) await isSignedIn(at, user);
    (await at.post('/api/auth/sign-out', {}, { cookie: users[1].cookie })).expect(200);
    check.equal(await jwks(at), keys);
  });

  await turn(ownly, async (at) => {
    const { json } = (await at.get('/api/auth/get-session', { cookie: users[1].cookie })).expect(200);
    check.equal(json, null, 'who signed out there is signed out here');
    await isSignedIn(at, users[0]);
    await signIn(at, users[2]);
  });
}

const starts = {
  'a database of Ownly\'s': async () => {},
  'a database of Better Auth 1.7.25\'s': async (on) =>
    turn(() => startBetterAuth(on, { migrate: true }), async (at) => {
      await signUp(at, 'first', 'correct horse battery');
      await jwks(at);
    }),
  'tables of 1.2.12': (on) => restore(on, 'old-schemas/1.2.12'),
  'tables of 1.3.34': (on) => restore(on, 'old-schemas/1.3.34'),
  'tables of 1.6.34': (on) => restore(on, 'old-schemas/1.6.34'),
};

for (const backend of ['sqlite', 'postgres']) {
  for (const [name, start] of Object.entries(starts)) {
    const on = await database(backend);
    const before = checks;
    try {
      await start(on);
      await turns(on);
    } finally {
      await on.drop();
    }
    console.log(`${backend}: ${name}: ${checks - before} checks`);
  }
}
console.log(`take-over: ${checks} checks passed`);
