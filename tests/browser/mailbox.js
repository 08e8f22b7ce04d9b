// The mails of a server that writes them to a folder, for a collection, which cannot read files:
// `GET /?to=ADDRESS` answers the last one to that address.

import { readFile, readdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** The last mail in a folder to that address; one that is on its way is waited for. */
export async function lastMail(folder, to, kind) {
  for (let tries = 0; tries < 100; tries += 1) {
    const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.json'));
    for (const name of names.sort().reverse()) {
      const mail = JSON.parse(await readFile(path.join(folder, name), 'utf8'));
      if (mail.to === to && (!kind || mail.kind === kind)) return mail;
    }
    await sleep(50);
  }
  throw new Error(`no mail to ${to}`);
}

/** @param {string} folder */
export async function mailbox(folder) {
  const asked = [];
  const server = createServer(async (request, response) => {
    const to = new URL(request.url, 'http://localhost').searchParams.get('to');
    asked.push(to);
    try {
      response.end(JSON.stringify(await lastMail(folder, to)));
    } catch (error) {
      response.writeHead(404).end(error.message);
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    asked,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
