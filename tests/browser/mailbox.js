// The mails of a server that writes them to a folder: for tests, and for a collection, which cannot
// read files and asks a Mailpit.

import { readFile, readdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** The names of the mails in a folder, the last one first. */
async function names(folder) {
  const all = await readdir(folder).catch(() => []);
  return all.filter((name) => name.endsWith('.json')).sort().reverse();
}

const read = async (folder, name) => JSON.parse(await readFile(path.join(folder, name), 'utf8'));

/** The last mail in a folder to that address; one that is on its way is waited for. */
export async function lastMail(folder, to, kind) {
  for (let tries = 0; tries < 100; tries += 1) {
    for (const name of await names(folder)) {
      const mail = await read(folder, name);
      if (mail.to === to && (!kind || mail.kind === kind)) return mail;
    }
    await sleep(50);
  }
  throw new Error(`no mail to ${to}`);
}

/**
 * As much of Mailpit's API as the collection asks for, over such a folder.
 *
 * @param {string} folder
 */
export async function mailbox(folder) {
  const asked = [];
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url, 'http://localhost');
    const [, id] = /^\/api\/v1\/message\/(.+)$/.exec(pathname) ?? [];
    const [, to] = /^to:"(.*)"$/.exec(searchParams.get('query')) ?? [];
    const there = await names(folder);
    if (pathname === '/api/v1/info') {
      response.end('{}');
    } else if (pathname === '/api/v1/search') {
      asked.push(to);
      const mails = await Promise.all(there.map(async (ID) => ({ ID, ...await read(folder, ID) })));
      const messages = mails.filter((mail) => mail.to === to).map(({ ID, subject }) => ({ ID, Subject: subject }));
      response.end(JSON.stringify({ messages: messages.slice(0, Number(searchParams.get('limit'))) }));
    } else if (there.includes(id)) {
      response.end(JSON.stringify({ ID: id, Text: (await read(folder, id)).text }));
    } else {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    asked,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
