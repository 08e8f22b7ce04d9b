// The real Better Auth has the accounts, and Ownly has the data: two servers, one client.

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';

import { betterAuth } from 'better-auth';
import { memoryAdapter } from 'better-auth/adapters/memory';
import { toNodeHandler } from 'better-auth/node';
import { bearer, jwt } from 'better-auth/plugins';

import { createClient } from '../../../web/client.js';
import { serve } from '../server.js';

let accounts;
let data;
let baseURL;

before(async () => {
  accounts = createServer();
  await new Promise((resolve) => accounts.listen(0, '127.0.0.1', resolve));
  baseURL = `http://127.0.0.1:${accounts.address().port}`;
  const tables = { user: [], session: [], account: [], verification: [], jwks: [] };
  const auth = betterAuth({
    baseURL,
    secret: randomBytes(32).toString('hex'),
    database: memoryAdapter(tables),
    emailAndPassword: { enabled: true },
    user: { deleteUser: { enabled: true } },
    telemetry: { enabled: false },
    logger: { disabled: true },
    plugins: [bearer(), jwt()],
  });
  accounts.on('request', toNodeHandler(auth));
  data = await serve({
    OWNLY_ACCOUNTS: 'off', OWNLY_JWKS_URL: `${baseURL}/api/auth/jwks`, OWNLY_JWT_ISSUER: baseURL, OWNLY_JWT_AUDIENCE: baseURL,
  });
});

after(async () => {
  accounts.closeAllConnections();
  accounts.close();
  await data?.stop();
});

/** A browser's cookies, which Node.js does not keep. They go to the accounts and nowhere else. */
function browser() {
  const jar = new Map();
  const sent = [];
  return {
    sent,
    fetch: async (url, init) => {
      const headers = new Headers(init.headers);
      const toAccounts = new URL(url).origin === baseURL;
      if (init.credentials === 'include' && toAccounts && jar.size > 0) {
        headers.set('cookie', [...jar].map(([name, value]) => `${name}=${value}`).join('; '));
      }
      headers.set('origin', baseURL);
      sent.push([new URL(url).pathname, headers.has('cookie'), headers.has('authorization')]);
      const response = await fetch(url, { ...init, headers });
      for (const cookie of response.headers.getSetCookie()) {
        const [, name, value, rest] = /^([^=]+)=([^;]*)(.*)$/.exec(cookie);
        if (/max-age=0/i.test(rest)) jar.delete(name);
        else jar.set(name, value);
      }
      return response;
    },
  };
}

test('the accounts are Better Auth’s, the data is Ownly’s, and the client does not care', async () => {
  const { fetch, sent } = browser();
  const client = createClient({ baseURL, dataURL: data.url, surroundings: { fetch } });
  const ada = { email: 'ada@example.com', password: 'correct horse battery' };

  assert.equal(await client.getSession(), null);
  await assert.rejects(client.tasks.list(), { status: 401, code: 'UNAUTHORIZED' });
  assert.equal((await client.signUp({ name: 'Ada', ...ada })).user.email, ada.email);
  const task = await client.tasks.create({ title: 'Two servers' });
  assert.equal(task.role, 'owner');

  const session = await client.getSession();
  const me = await client.me();
  assert.deepEqual([me.id, me.issuer, me.name], [session.user.id, baseURL, 'Ada']);
  assert.equal((await client.listSessions()).length, 1);
  await client.updateUser({ name: 'Countess' });
  assert.equal((await client.me()).name, 'Countess');

  await client.signOut();
  assert.equal(client.inspect(), null);
  await assert.rejects(client.tasks.list(), { status: 401, code: 'UNAUTHORIZED' });
  await assert.rejects(client.signIn({ ...ada, password: 'wrong' }), { code: 'INVALID_EMAIL_OR_PASSWORD' });

  // Somebody else has the same two servers, and not the same data.
  const eve = createClient({ baseURL, dataURL: data.url, surroundings: browser() });
  await eve.signUp({ name: 'Eve', email: 'eve@example.com', password: 'correct horse battery' });
  assert.deepEqual((await eve.tasks.list({ scope: 'all' })).items, []);
  await assert.rejects(eve.tasks.get(task.id), { status: 404, code: 'TASK_NOT_FOUND' });

  await client.signIn(ada);
  assert.deepEqual((await client.tasks.list()).items, [task]);
  // A member is named by id where the accounts are elsewhere.
  const member = await client.tasks.members.add(task.id, { userId: (await eve.me()).id, role: 'viewer' });
  assert.equal(member.role, 'viewer');
  assert.equal((await eve.tasks.list({ scope: 'shared' })).items[0].id, task.id);

  for (const [path, cookie, token] of sent) {
    assert.ok(path.startsWith('/api/auth/') ? !token : !cookie, `${path} was sent what is not for it`);
  }
});
