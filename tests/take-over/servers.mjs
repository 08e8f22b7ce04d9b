// The two servers, behind one way to call them, and databases for them.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { openSync, readFileSync } from 'node:fs';
import { betterAuth } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';
import { bearer, jwt } from 'better-auth/plugins';
import Database from 'better-sqlite3';
import pg from 'pg';

export const ORIGIN = 'http://localhost:3000';
const SECRET = 'a secret that both servers know, and nobody else';

async function firstLine(child) {
  for await (const line of createInterface({ input: child.stdout })) return line;
  throw new Error('it ended and said nothing');
}

const ended = (child) =>
  child.exitCode === null ? new Promise((done) => child.once('exit', done)) : child.exitCode;

/** An empty database: its URL, and how to be rid of it. */
export async function database(backend) {
  const child = spawn(process.env.DATABASE, [backend], { stdio: ['pipe', 'pipe', 'inherit'] });
  const url = await firstLine(child);
  return {
    backend,
    url,
    async drop() {
      child.stdin.end();
      await ended(child);
    },
  };
}

function open({ backend, url }) {
  if (backend === 'sqlite') {
    const connection = new Database(url.slice('sqlite://'.length));
    return {
      connection,
      execute: async (sql) => void connection.exec(sql),
      close: async () => void connection.close(),
    };
  }
  const connection = new pg.Pool({ connectionString: url, max: 2 });
  return {
    connection,
    execute: async (sql) => void (await connection.query(sql)),
    close: () => connection.end(),
  };
}

/** Runs a file of tests/fixtures/better-auth. */
export async function restore(on, name) {
  const ending = on.backend === 'sqlite' ? 'sqlite' : 'pg';
  const { execute, close } = open(on);
  await execute(readFileSync(`${process.env.FIXTURES}/${name}.${ending}.sql`, 'utf8'));
  await close();
}

/** One request, as a browser at the server's own origin sends it. */
async function call(send, method, path, { body, cookie, token } = {}) {
  const headers = { origin: ORIGIN };
  if (body) headers['content-type'] = 'application/json';
  if (cookie) headers.cookie = cookie;
  if (token) headers.authorization = `Bearer ${token}`;
  const answer = await send(path, { method, headers, body: body && JSON.stringify(body) });
  const text = await answer.text();
  return {
    status: answer.status,
    json: text ? JSON.parse(text) : undefined,
    cookie: answer.headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0])
      .join('; '),
    headers: answer.headers,
    expect(status) {
      assert.equal(this.status, status, `${method} ${path}: ${this.status} ${text}`);
      return this;
    },
  };
}

const server = (name, send, stop) => ({
  name,
  get: (path, options) => call(send, 'GET', path, options),
  post: (path, body, options) => call(send, 'POST', path, { ...options, body }),
  stop,
});

/** Better Auth on that database. With `migrate` it makes what is missing first. */
export async function startBetterAuth(on, { migrate = false } = {}) {
  const { connection, close } = open(on);
  const auth = betterAuth({
    database: connection,
    secret: SECRET,
    baseURL: ORIGIN,
    emailAndPassword: { enabled: true },
    user: { deleteUser: { enabled: true } },
    plugins: [jwt(), bearer()],
    telemetry: { enabled: false },
    logger: { level: 'error' },
  });
  const missing = await getMigrations(auth.options);
  if (migrate) await missing.runMigrations();
  const send = (path, init) => auth.handler(new Request(ORIGIN + path, init));
  return { ...server('Better Auth', send, close), missing };
}

let started = 0;

/** Ownly on that database. */
export async function startOwnly(on) {
  // Where the logs of a whole run of the tests are kept, for tests/secrets/run.
  const logs = process.env.TEST_LOGS;
  started += 1;
  const log = logs ? openSync(`${logs}/take-over-${process.pid}-${started}.log`, 'w') : 'inherit';
  const child = spawn(process.env.OWNLY, ['serve', '--listen', '127.0.0.1:0'], {
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: on.url,
      BETTER_AUTH_SECRET: SECRET,
      BETTER_AUTH_URL: ORIGIN,
      RUST_LOG: logs ? 'trace,mio=off,actix_http::h1::dispatcher=off' : 'warn',
    },
    stdio: ['ignore', 'pipe', log],
  });
  const address = (await firstLine(child)).split(' ').at(-1);
  const send = (path, init) => fetch(`http://${address}${path}`, init);
  return server('Ownly', send, async () => {
    child.kill('SIGTERM');
    assert.equal(await ended(child), 0, 'Ownly ends in order');
  });
}
