// What the sources of web/ may not say, and that its package is what it says.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';

const WEB = path.resolve(import.meta.dirname, '../../web');
const TSC = path.join(import.meta.dirname, 'node_modules/.bin/tsc');
const scratch = mkdtempSync(path.join(tmpdir(), 'ownly-sources-'));
after(() => rmSync(scratch, { recursive: true }));

const all = readdirSync(WEB, { recursive: true, encoding: 'utf8' });
const modules = all.filter((name) => name.endsWith('.js') && !name.startsWith('node_modules'));
const read = (name) => readFileSync(path.join(WEB, name), 'utf8');
/** Without its comments. */
const code = (name) => read(name).replaceAll(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, '');

/** Runs a program; shows what it said when it fails. */
function run(program, args, options) {
  try {
    return execFileSync(program, args, { encoding: 'utf8', stdio: 'pipe', ...options });
  } catch (error) {
    return assert.fail(`${program} ${args.join(' ')}\n${error.stdout}${error.stderr}`);
  }
}

test('one place sends requests', () => {
  const senders = /(?<![.\w])fetch\(|(?:window|globalThis|self)\.fetch|XMLHttpRequest|sendBeacon|WebSocket|EventSource|importScripts/;
  assert.ok(modules.length > 15, `${modules}`);
  assert.deepEqual(modules.filter((name) => senders.test(code(name))), ['client/send.js']);
});

test('nothing is made into markup or code, and nothing is stored', () => {
  const words = [
    'innerHTML', 'outerHTML', 'insertAdjacentHTML', 'document.write', 'setHTML', 'DOMParser',
    'createContextualFragment', 'eval(', 'new Function', 'srcdoc', 'javascript:', 'localStorage',
    'sessionStorage', 'indexedDB', 'document.cookie', 'caches', 'serviceWorker', 'console.',
  ];
  for (const name of modules) {
    for (const word of words) assert.ok(!code(name).includes(word), `${name}: ${word}`);
  }
});

test('the page has no script, style or listener written into it', () => {
  const page = read('index.html');
  assert.doesNotMatch(page, /<style|\sstyle=|\son\w+=|<base|http-equiv/);
  for (const [, attributes] of page.matchAll(/<script([^>]*)>/g)) assert.match(attributes, /src="\/app\//);
  assert.doesNotMatch(page + read('style.css') + modules.map(code).join(''), /https?:\/\/(?!www\.w3\.org)/);
});

test('password managers are told which password is meant, and may paste it', () => {
  const fields = modules.flatMap((name) => code(name).match(/type: 'password',[^}]*/g) ?? []);
  assert.ok(fields.length >= 3, `${fields}`);
  for (const field of fields) assert.match(field, /autocomplete: ('current-password'|'new-password'|which)/);
  for (const name of modules) assert.doesNotMatch(code(name), /'(paste|copy|cut|contextmenu)'|onpaste/, name);
});

test('every module is asked for at once, and not one after the other', () => {
  const named = [...read('index.html').matchAll(/"\/((?:app|client)[^"]*\.js)"/g)].map(([, name]) => name);
  assert.deepEqual(named.toSorted(), modules.toSorted());
});

test('the sources are what their types say', () => {
  run(TSC, ['-p', WEB]);
});

test('the types that are kept are those of the sources', () => {
  const made = path.join(scratch, 'types');
  run(TSC, ['-p', path.join(WEB, 'tsconfig.types.json'), '--outDir', made]);
  const list = (place) => readdirSync(place, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts')).sort();
  assert.deepEqual(list(path.join(WEB, 'types')), list(made), 'run tests/browser/types');
  for (const name of list(made)) {
    assert.equal(read(`types/${name}`), readFileSync(path.join(made, name), 'utf8'), `${name}: run tests/browser/types`);
  }
});

test('the package can be installed, typed and used', () => {
  const [{ filename, files }] = JSON.parse(run('npm', ['pack', '--json', '--pack-destination', scratch], { cwd: WEB }));
  const names = files.map((file) => file.path);
  for (const name of names) assert.match(name, /^(client\.js|client\/|types\/|package\.json|README\.md|LICENSE)/);
  const place = path.join(scratch, 'node_modules/ownly-client');
  mkdirSync(place, { recursive: true });
  run('tar', ['-xzf', path.join(scratch, filename), '-C', place, '--strip-components=1']);
  writeFileSync(path.join(scratch, 'package.json'), '{ "type": "module" }');
  writeFileSync(path.join(scratch, 'use.ts'), `
    import { ApiError, createClient, type Client, type Task } from 'ownly-client';
    const client: Client = createClient({ baseURL: 'https://auth.example', dataURL: 'https://data.example' });
    export async function use(): Promise<string[]> {
      const done: Task[] = [];
      for await (const task of client.tasks.each({ completed: true, scope: 'all' })) done.push(task);
      const session = await client.getSession();
      const role: 'owner' | 'editor' | 'viewer' | undefined = done[0]?.role;
      // @ts-expect-error There may be no session.
      session.user;
      // @ts-expect-error A task has a title.
      await client.tasks.create({ completed: true });
      // @ts-expect-error No such scope.
      await client.tasks.list({ scope: 'hers' });
      // @ts-expect-error The token is nobody's to set.
      client.token = 'x';
      const error = new ApiError(404, 'TASK_NOT_FOUND', 'No such task.');
      return [String(role), error.code, error.message];
    }
  `);
  const options = ['--strict', '--target', 'ES2022', '--module', 'NodeNext', '--noEmit', '--lib', 'ES2022,DOM,DOM.Iterable'];
  run(TSC, [...options, path.join(scratch, 'use.ts')], { cwd: scratch });
  const said = run('node', ['--input-type=module', '--eval', `
    import { createClient } from 'ownly-client';
    const client = createClient({ baseURL: 'http://127.0.0.1:9' });
    console.log(client.inspect(), await client.getSession().catch((error) => error.code));
  `], { cwd: scratch });
  assert.equal(said.trim(), 'null NETWORK_ERROR');
});

test('the lock files name no registry', () => {
  const places = ['tests/browser', 'postman', 'examples/better-auth-client', 'examples/openapi-fetch'];
  for (const lock of places.map((place) => `${place}/package-lock.json`)) {
    assert.doesNotMatch(readFileSync(path.join(WEB, '..', lock), 'utf8'), /"resolved"/, lock);
  }
});

test('every operation of the document is in the Postman collection, and no other', () => {
  const document = JSON.parse(read('../docs/openapi.json'));
  const documented = Object.entries(document.paths).flatMap(([route, methods]) => Object.keys(methods)
    .filter((method) => ['get', 'post', 'put', 'patch', 'delete'].includes(method))
    .map((method) => ({
      operation: `${method.toUpperCase()} ${route}`,
      fits: new RegExp(`^${method.toUpperCase()} ${route.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`),
    })));
  const steps = collection().map(({ name, request }) => ({
    name, operation: `${request.method} /${request.url.path.join('/')}`, raw: request.url.raw,
  }));
  for (const { operation, fits } of documented) {
    assert.ok(steps.some((step) => fits.test(step.operation)), `${operation} is not in the collection`);
  }
  // These ask for what is not there, to be refused.
  const refused = ['A route that is none', 'A method that a route does not take'];
  for (const { name, operation, raw } of steps) {
    const known = documented.some(({ fits }) => fits.test(operation));
    assert.equal(known, !refused.includes(name), `${name}: ${operation} is not documented`);
    // Postman shows the one and sends the other.
    assert.equal(raw.split('?')[0], `{{baseURL}}${operation.split(' ')[1]}`, name);
  }
});

test('every request of the collection says what it is for, and asserts something', () => {
  for (const { name, request, event = [] } of collection()) {
    assert.match(request.description ?? '', /\w/, name);
    const script = event.find(({ listen }) => listen === 'test')?.script.exec.join('\n') ?? '';
    assert.match(script, /pm\.test\(/, name);
  }
});

test('every environment of the collection has the same variables', () => {
  const [local, compose] = ['local', 'compose']
    .map((name) => JSON.parse(read(`../postman/${name}.postman_environment.json`)))
    .map(({ values }) => values.map(({ key }) => key));
  assert.deepEqual(local, compose);
  for (const key of local) assert.ok(read('../postman/Ownly.postman_collection.json').includes(key), key);
});

function collection() {
  return JSON.parse(read('../postman/Ownly.postman_collection.json')).item.flatMap((folder) => folder.item);
}
