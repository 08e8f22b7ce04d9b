// Better Auth on Hono, with the tasks beside it, through kysely on SQLite. Written as their manuals
// teach it. The tasks are there twice: under /api for a JWT, which jose checks with the keys of the
// server's JWKS URL, and under /session for the session's cookie, which Better Auth looks up.

import { randomBytes } from 'node:crypto';
import { serve } from '@hono/node-server';
import { betterAuth } from 'better-auth';
import { jwt } from 'better-auth/plugins';
import SQLite from 'better-sqlite3';
import { Hono } from 'hono';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { Kysely, SqliteDialect } from 'kysely';

const { DATABASE, ISSUER, SECRET, PORT } = process.env;

const sqlite = new SQLite(DATABASE, { timeout: 5000 });
sqlite.pragma('journal_mode = WAL');
sqlite.pragma('synchronous = FULL');
sqlite.pragma('foreign_keys = ON');
const db = new Kysely({ dialect: new SqliteDialect({ database: sqlite }) });

const auth = betterAuth({
  baseURL: ISSUER,
  secret: SECRET,
  database: sqlite,
  emailAndPassword: { enabled: true },
  rateLimit: { enabled: false },
  telemetry: { enabled: false },
  plugins: [jwt({ jwks: { disablePrivateKeyEncryption: true } })],
});

const keys = createRemoteJWKSet(new URL(`http://127.0.0.1:${PORT}/api/auth/jwks`));

async function byToken(c, next) {
  const [, token] = c.req.header('authorization')?.match(/^Bearer (.+)$/) ?? [];
  try {
    const expected = { issuer: ISSUER, audience: ISSUER, algorithms: ['EdDSA'] };
    const { payload } = await jwtVerify(token, keys, expected);
    c.set('claims', payload);
  } catch {
    return c.json({ message: 'the token is not valid' }, 401);
  }
  await next();
}

async function bySession(c, next) {
  const session = await auth.api.getSession({ headers: c.req.raw.headers });
  if (!session) return c.json({ message: 'nobody is signed in' }, 401);
  c.set('claims', { sub: session.user.id });
  await next();
}

const COLUMNS = ['id', 'title', 'description', 'completed', 'due_at', 'created_at', 'updated_at'];

const shown = (row) => ({
  id: row.id,
  title: row.title,
  description: row.description,
  completed: row.completed === 1,
  dueAt: row.due_at,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  role: 'owner',
});

// A version 7 UUID.
function newId() {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(Date.now(), 0, 6);
  bytes[6] = (bytes[6] & 0x0f) | 0x70;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

const text = (value, least, most) =>
  typeof value === 'string' && value.length >= least && value.length <= most;

function tasks() {
  const routes = new Hono();

  routes.get('/tasks', async (c) => {
    const limit = Number(c.req.query('limit') ?? 20);
    if (!Number.isInteger(limit) || limit < 1 || limit > 100) {
      return c.json({ message: 'limit: expected a number from 1 to 100' }, 400);
    }
    let query = db.selectFrom('tasks').select(COLUMNS).where('owner_id', '=', c.get('claims').sub);
    const cursor = c.req.query('cursor');
    if (cursor) query = query.where('id', '<', cursor);
    const rows = await query.orderBy('id', 'desc').limit(limit + 1).execute();
    const items = rows.slice(0, limit).map(shown);
    return c.json({ items, nextCursor: rows.length > limit ? items.at(-1).id : null });
  });

  routes.get('/tasks/:id', async (c) => {
    const row = await db
      .selectFrom('tasks')
      .select(COLUMNS)
      .where('owner_id', '=', c.get('claims').sub)
      .where('id', '=', c.req.param('id'))
      .executeTakeFirst();
    return row ? c.json(shown(row)) : c.json({ message: 'there is no such task' }, 404);
  });

  routes.post('/tasks', async (c) => {
    const { title, description = null, completed = false, dueAt = null } = await c.req.json();
    const good =
      text(title, 1, 200) &&
      (description === null || text(description, 0, 10_000)) &&
      typeof completed === 'boolean' &&
      (dueAt === null || !Number.isNaN(Date.parse(dueAt)));
    if (!good) return c.json({ message: 'the task is not valid' }, 400);
    const now = new Date().toISOString();
    const row = {
      id: newId(),
      title,
      description,
      completed: completed ? 1 : 0,
      due_at: dueAt && new Date(dueAt).toISOString(),
      created_at: now,
      updated_at: now,
    };
    await db
      .insertInto('tasks')
      .values({ ...row, owner_id: c.get('claims').sub })
      .execute();
    return c.json(shown(row), 201, { Location: `/api/tasks/${row.id}` });
  });

  return routes;
}

const app = new Hono();
app.get('/health/ready', (c) => {
  sqlite.prepare('SELECT 1').get();
  return c.json({ status: 'ok' });
});
app.on(['GET', 'POST'], '/api/auth/*', (c) => auth.handler(c.req.raw));
app.use('/api/*', byToken);
app.get('/api/me', (c) => {
  const { sub, iss, email = null, name = null, exp } = c.get('claims');
  return c.json({ id: sub, issuer: iss, email, name, expiresAt: exp });
});
app.route('/api', tasks());
app.use('/session/*', bySession);
app.route('/session', tasks());

serve({ fetch: app.fetch, hostname: '127.0.0.1', port: Number(PORT) });
