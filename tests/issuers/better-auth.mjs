// A Better Auth server that issues tokens with the algorithm that is named, for one user. Prints
// its origin and a token as a line of JSON, and serves its keys until it is ended.
import { createServer } from "node:http";
import { betterAuth } from "better-auth";
import { memoryAdapter } from "better-auth/adapters/memory";
import { toNodeHandler } from "better-auth/node";
import { bearer, jwt } from "better-auth/plugins";

const [algorithm] = process.argv.slice(2);
let handler;
const server = createServer((request, response) => handler(request, response));
server.listen(0, "127.0.0.1", async () => {
  const origin = `http://127.0.0.1:${server.address().port}`;
  const tables = { user: [], session: [], account: [], verification: [], jwks: [] };
  const auth = betterAuth({
    baseURL: origin,
    secret: "a secret that is for tests alone, and long enough",
    database: memoryAdapter(tables),
    emailAndPassword: { enabled: true },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    plugins: [jwt({ jwks: { keyPairConfig: { alg: algorithm } } }), bearer()],
  });
  handler = toNodeHandler(auth);
  const signedUp = await fetch(`${origin}/api/auth/sign-up/email`, {
    method: "POST",
    headers: { "content-type": "application/json", origin },
    body: JSON.stringify({ name: "Ada", email: "ada@example.com", password: "correct horse battery" }),
  });
  const { token: session, user } = await signedUp.json();
  const headers = { authorization: `Bearer ${session}` };
  const { token } = await (await fetch(`${origin}/api/auth/token`, { headers })).json();
  console.log(JSON.stringify({ origin, token, user: user.id }));
});
