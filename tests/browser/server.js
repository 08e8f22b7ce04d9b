// The program, on a free port of loopback and in a folder of its own. Ended by its process.

import { spawn } from 'node:child_process';
import { openSync, rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '../..');
const PROGRAM = process.env.OWNLY_PROGRAM
  ?? path.join(process.env.CARGO_TARGET_DIR ?? path.join(ROOT, 'target'), 'debug/ownly');

// Where the logs of a whole run of the tests are kept, for tests/secrets/run.
const LOGS = process.env.TEST_LOGS;
let started = 0;

/**
 * @param {Record<string, string>} [settings]
 * @returns {Promise<{ url: string, mail: string, stop: () => Promise<void> }>} `mail` is the folder of its mails
 */
export async function serve(settings = {}) {
  const place = await mkdtemp(path.join(tmpdir(), 'ownly-page-'));
  const mail = path.join(place, 'mail');
  started += 1;
  const log = LOGS ? openSync(path.join(LOGS, `browser-${process.pid}-${started}.log`), 'w') : 'inherit';
  const child = spawn(PROGRAM, [], {
    cwd: place,
    env: {
      PATH: process.env.PATH,
      OWNLY_LISTEN: '127.0.0.1:0',
      OWNLY_HASH_COST: 'cheap',
      OWNLY_WORKERS: '2',
      RUST_LOG: LOGS ? 'trace,mio=off,actix_http::h1::dispatcher=off' : 'error',
      OWNLY_SHUTDOWN_GRACE: '0',
      OWNLY_RATE_LIMIT: 'off',
      ...(settings.OWNLY_ACCOUNTS === 'off' ? {} : { OWNLY_MAIL: `file:${mail}` }),
      ...settings,
    },
    stdio: ['ignore', 'pipe', log],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const stop = async () => {
    child.kill();
    await ended;
    await rm(place, { recursive: true, force: true });
  };
  // Whatever happens to us, it does not outlive us.
  process.once('exit', () => {
    child.kill('SIGKILL');
    rmSync(place, { recursive: true, force: true });
  });
  const line = await Promise.race([
    new Promise((resolve) => {
      let said = '';
      child.stdout.on('data', (data) => {
        said += data;
        if (said.includes('\n')) resolve(said.split('\n')[0]);
      });
    }),
    ended.then((code) => Promise.reject(new Error(`the server ended with ${code}`))),
  ]);
  // Its public origin, where its mails lead.
  return { url: `http://localhost:${line.trim().split(':').at(-1)}`, mail, stop };
}
