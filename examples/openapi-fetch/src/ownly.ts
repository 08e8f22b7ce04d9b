// A client of Ownly whose every path, body and answer has the type that the server's own document
// gives it. `npm run types` makes those.

import createClient, { type Client, type Middleware } from 'openapi-fetch';

import type { components, paths } from './schema.js';

export type Task = components['schemas']['Task'];
export type Problem = components['schemas']['Error'];

/** Signs somebody up; throws what the server has against it. */
export async function signUp(baseUrl: string, person: { name: string; email: string; password: string }) {
  // Node.js says that it is a script, as browsers do, and scripts have to say whose.
  const accounts = createClient<paths>({ baseUrl, headers: { Origin: baseUrl } });
  const { data, error, response } = await accounts.POST('/api/auth/sign-up/email', { body: person });
  if (error) throw new Error(`${response.status}: ${error.message}`);
  // A browser keeps a cookie. A program keeps this, which does for the accounts what the cookie does.
  const session = response.headers.get('set-auth-token');
  if (!session) throw new Error('signed up, but not in: the address has to be verified first');
  return { user: data.user, session };
}

/** The data API as the user of that session: each call brings a token that is still good. */
export function connect(baseUrl: string, session: string): Client<paths> {
  const client = createClient<paths>({ baseUrl });
  client.use(authorize(createClient<paths>({ baseUrl }), session));
  return client;
}

function authorize(accounts: Client<paths>, session: string): Middleware {
  let token: Promise<string> | undefined;
  let endsAt = 0;

  async function fetchToken(): Promise<string> {
    const headers = { Authorization: `Bearer ${session}` };
    const { data, error } = await accounts.GET('/api/auth/token', { headers });
    if (error) throw new Error(error.message);
    const [, claims = ''] = data.token.split('.');
    const { iat, exp } = JSON.parse(Buffer.from(claims, 'base64url').toString());
    // By how long it lasts and a clock that nobody sets: this machine's date may be wrong.
    endsAt = performance.now() + (exp - iat) * 1000;
    return data.token;
  }

  return {
    async onRequest({ request }) {
      if (!token || endsAt - performance.now() < 60_000) {
        endsAt = Number.POSITIVE_INFINITY;
        token = fetchToken();
        // The next call tries again.
        token.catch(() => (token = undefined));
      }
      request.headers.set('Authorization', `Bearer ${await token}`);
      return request;
    },
  };
}
