// A PostgreSQL cluster of one's own, by the script that the other tests use.

import { execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

const SCRIPT = path.resolve(import.meta.dirname, '../crates/testing/src/postgres/cluster.sh');
const PACKAGES = '/usr/lib/postgresql';

/** Starts one; it ends, and is removed, with `stop` or with this process. */
export async function cluster() {
  const home = mkdtempSync(path.join(tmpdir(), 'ownly-postman-pg-'));
  const account = process.getuid() === 0 ? unprivileged() : {};
  if (account.uid) chownSync(home, account.uid, account.gid);
  const port = await freePort();
  const child = spawn('sh', [SCRIPT, programs(), home, String(port)], {
    cwd: home, stdio: ['pipe', 'pipe', 'inherit'], ...account,
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  let said = '';
  await new Promise((resolve) => {
    child.stdout.on('data', (data) => {
      said += data;
      if (said.includes('ready')) resolve();
    });
    void ended.then(resolve);
  });
  if (!said.startsWith('ready')) throw new Error(`PostgreSQL does not start: ${said}`);
  const stop = async () => {
    child.stdin.end();
    await ended;
  };
  return { url: `postgres://postgres@127.0.0.1:${port}/postgres`, stop };
}

/** PostgreSQL does not run as root. */
function unprivileged() {
  for (const name of ['postgres', 'nobody']) {
    try {
      const [uid, gid] = ['-u', '-g'].map((which) => Number(execFileSync('id', [which, name], { stdio: 'pipe' })));
      return { uid, gid };
    } catch {
      // The next, then.
    }
  }
  throw new Error('there is no user to run PostgreSQL as');
}

function programs() {
  const packaged = existsSync(PACKAGES) ? readdirSync(PACKAGES) : [];
  const newest = packaged.sort((a, b) => Number(b) - Number(a)).map((version) => `${PACKAGES}/${version}/bin`);
  const places = [...(process.env.PATH ?? '').split(path.delimiter), ...newest];
  const found = places.find((place) => ['initdb', 'pg_ctl', 'postgres'].every((name) => existsSync(path.join(place, name))));
  if (!found) throw new Error("PostgreSQL's server programs are missing");
  return found;
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
