// The journey: sign up, get a token, make a task, list, change and delete it.

import { type Problem, type Task, connect, signUp } from './ownly.js';

const url = process.env.OWNLY_URL ?? 'http://localhost:3000';

const { user, session } = await signUp(url, {
  name: 'Ada',
  email: `ada-${crypto.randomUUID()}@example.com`,
  password: 'correct horse battery',
});
console.log(`signed up: ${user.name}`);

const api = connect(url, session);

const made = await api.POST('/api/tasks', { body: { title: 'Learn Ownly', dueAt: '2031-05-17T12:00:00Z' } });
const task: Task = made.data ?? fail(made.error);
console.log(`made: ${task.title}, due ${task.dueAt}`);

const list = await api.GET('/api/tasks', { params: { query: { completed: false, sort: '-createdAt', limit: 20 } } });
console.log(`listed: ${(list.data ?? fail(list.error)).items.map(({ title }) => title).join(', ')}`);

const one = { params: { path: { id: task.id } } };
const changed = await api.PATCH('/api/tasks/{id}', { ...one, body: { completed: true, dueAt: null } });
console.log(`changed: completed is ${(changed.data ?? fail(changed.error)).completed}`);

const deleted = await api.DELETE('/api/tasks/{id}', one);
if (deleted.error) fail(deleted.error);
console.log(`deleted: ${deleted.response.status}`);

// Either there is data or there is an error, and the types know: `gone.data` is no task here.
const gone = await api.GET('/api/tasks/{id}', one);
if (!gone.error) throw new Error('it is still there');
console.log(`refused: ${gone.response.status} ${gone.error.code}, ${gone.error.message}`);

// What cannot be right does not compile, so it is not sent.
// @ts-expect-error A task has a title.
const untitled = await api.POST('/api/tasks', { body: { completed: true } });
console.log(`refused: ${untitled.response.status} ${untitled.error?.code}`);

function fail({ code, message }: Problem): never {
  throw new Error(`${code}: ${message}`);
}
