// Runs the collection against a server of its own: on SQLite, then on PostgreSQL. With PACED=1 the
// server limits how often it is asked, and the collection waits.

import newman from 'newman';

import { mailbox } from '../tests/browser/mailbox.js';
import { serve } from '../tests/browser/server.js';
import { cluster } from './cluster.js';

const PACED = Boolean(process.env.PACED);
const file = (name) => new URL(name, import.meta.url).pathname;

/**
 * @param {string} baseURL
 * @param {string} mailbox
 */
function run(baseURL, mailbox) {
  return new Promise((resolve, reject) => {
    const options = {
      collection: file('Ownly.postman_collection.json'),
      environment: file('local.postman_environment.json'),
      envVar: Object.entries({ baseURL, mailbox, pace: PACED ? 'on' : 'off' }).map(([key, value]) => ({ key, value })),
      reporters: process.env.VERBOSE ? ['cli'] : [],
      timeoutRequest: 10_000,
      timeoutScript: 100_000,
      timeout: 300_000,
    };
    newman.run(options, (error, summary) => (error ? reject(error) : resolve(summary.run)));
  });
}

let failed = false;
for (const database of ['sqlite', 'postgres']) {
  const postgres = database === 'postgres' ? await cluster() : null;
  const server = await serve({
    ...(postgres && { DATABASE_URL: postgres.url }),
    ...(PACED && { OWNLY_RATE_LIMIT: 'database' }),
  });
  const mails = await mailbox(server.mail);
  try {
    const { failures, stats } = await run(server.url, mails.url);
    for (const { source, error } of failures) {
      console.error(`${database}: ${source?.name ?? 'the collection'}: ${error.test ?? error.name}: ${error.message}`);
    }
    const { requests, assertions } = stats;
    console.log(`${database}: ${requests.total} requests, ${assertions.total} assertions, ${failures.length} failed`);
    if (mails.asked.length === 0) console.error(`${database}: no mail was looked for, so what needs one was skipped`);
    failed ||= failures.length > 0 || assertions.total < requests.total || mails.asked.length === 0;
  } finally {
    mails.stop();
    await server.stop();
    await postgres?.stop();
  }
}
process.exitCode = failed ? 1 : 0;
