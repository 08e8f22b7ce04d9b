// The mails in a folder of OWNLY_MAIL=file:FOLDER, oldest first, as a JSON array over HTTP.
//
//   node outbox.mjs FOLDER
//
// Prints its URL, and ends when standard input does.
import { readFile, readdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

const folder = process.argv[2];
const server = createServer(async (_, response) => {
  // Mail is sent after the answer to whoever asked for it.
  await setTimeout(100);
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  const mails = await Promise.all(names.map(async (name) => JSON.parse(await readFile(join(folder, name), 'utf8'))));
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(mails));
});
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}/outbox`));
process.stdin.resume().on('end', () => process.exit());
