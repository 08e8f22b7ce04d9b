// A server, a clock and other tabs, made up: what the client needs of its surroundings.

import { createClient } from '../../../web/client.js';

const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token that nobody can verify, which the client does not do either. */
export function jwt(claims) {
  return `${encode({ alg: 'EdDSA', kid: 'k' })}.${encode(claims)}.c2ln`;
}

export function json(status, body, headers = {}) {
  const text = status === 204 ? null : JSON.stringify(body);
  return new Response(text, { status, headers: { 'content-type': 'application/json', ...headers } });
}

export const signedOut = () => json(401, { code: 'UNAUTHORIZED', message: 'Unauthorized' });
export const invalid = () => json(401, { code: 'INVALID_TOKEN', message: 'The token is invalid.' });

export class World {
  constructor() {
    this.time = 0;
    this.slept = [];
    this.calls = [];
    this.tokens = 0;
    this.lifetime = 900;
    this.subject = 'ada';
    this.routes = {};
    this.channels = [];
    // A device whose clock is a year slow: what counts is the difference.
    this.issuedAt = 1_800_000_000;
  }

  /** A token as the server would issue it now. */
  issue() {
    this.tokens += 1;
    const iat = this.issuedAt + Math.floor(this.time / 1000);
    return jwt({ sub: this.subject, iat, exp: iat + this.lifetime, n: this.tokens });
  }

  on(path, answer) {
    this.routes[path] = answer;
    return this;
  }

  client(options = {}) {
    return createClient({
      baseURL: 'https://auth.example',
      ...options,
      surroundings: {
        now: () => this.time,
        sleep: async (milliseconds) => void this.slept.push(milliseconds),
        channel: (name) => this.#channel(name),
        fetch: (url, init) => this.#answer(url, init),
      },
    });
  }

  async #answer(url, init) {
    const { pathname, search, origin } = new URL(url);
    const headers = new Headers(init.headers);
    const call = {
      origin, path: pathname, query: search, method: init.method ?? 'GET',
      bearer: headers.get('authorization')?.slice('Bearer '.length), headers, init,
      body: typeof init.body === 'string' ? JSON.parse(init.body) : init.body,
    };
    this.calls.push(call);
    await Promise.resolve();
    const route = this.routes[`${call.method} ${pathname}`] ?? this.routes[pathname];
    if (route) return route(call);
    if (pathname === '/api/auth/token') return json(200, { token: this.issue() });
    if (pathname.startsWith('/api/auth')) return json(200, { token: 'session', user: { id: 'ada' } });
    return json(200, { items: [], nextCursor: null });
  }

  /** Calls to that path. */
  to(path) {
    return this.calls.filter((call) => call.path === path);
  }

  #channel(name) {
    const channel = {
      name,
      onmessage: null,
      close: () => void this.channels.splice(this.channels.indexOf(channel), 1),
      postMessage: (data) => {
        for (const other of this.channels) {
          if (other !== channel && other.name === name) other.onmessage?.({ data });
        }
      },
    };
    this.channels.push(channel);
    return channel;
  }
}

/** A promise, and what settles it. */
export function gate() {
  let open;
  const opened = new Promise((resolve) => {
    open = resolve;
  });
  return { opened, open };
}
