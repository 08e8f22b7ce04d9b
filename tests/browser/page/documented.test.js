// What docs/front-end.md shows, done as it is shown.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

import { listed, person, stage, url } from './stage.js';

stage();

test('the documented code does what the documentation says', async () => {
  const text = await readFile(new URL('../../../docs/front-end.md', import.meta.url), 'utf8');
  const blocks = [...text.matchAll(/```js\n([^]*?)```/g)].map(([, block]) => block
    .replace(/import (\{.*?\}) from 'ownly-client';/, "const $1 = await import('/client.js');")
    .replaceAll('http://localhost:3000', url()));
  assert.equal(blocks.length, 2);
  const page = await person();
  await page.goto('/');
  const said = [];
  page.on('console', (message) => message.type() === 'log' && said.push(message.text()));
  for (const block of blocks) await page.evaluate(`(async () => { ${block} })()`);
  assert.deepEqual(said, ['Greet Ada', '404 TASK_NOT_FOUND', '[Greet Ada] null']);
  await page.reload();
  await listed(page, ['Greet Ada']);
});
