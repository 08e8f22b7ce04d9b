// A Better Auth server on SQLite, in this process.
import { createServer } from "node:http";
import { join } from "node:path";
import { betterAuth } from "better-auth";
import { getMigrations } from "better-auth/db/migration";
import { toNodeHandler } from "better-auth/node";
import { bearer, jwt } from "better-auth/plugins";
import Database from "better-sqlite3";

// Its own faults are part of the comparison; their traces need not be read each time.
const complain = console.error;
console.error = (...words) => {
  if (!String(words[0]).startsWith("# SERVER_ERROR")) complain(...words);
};

export async function startBetterAuth({ port, secret, directory, trustedOrigins }) {
  const database = new Database(join(directory, "better-auth.db"));
  const options = {
    baseURL: `http://127.0.0.1:${port}`,
    secret,
    database,
    trustedOrigins,
    emailAndPassword: { enabled: true },
    user: { deleteUser: { enabled: true } },
    plugins: [jwt(), bearer()],
    telemetry: { enabled: false },
    logger: { disabled: true },
  };
  const { runMigrations } = await getMigrations(options);
  await runMigrations();
  const server = createServer(toNodeHandler(betterAuth(options)));
  await new Promise((ready) => server.listen(port, "127.0.0.1", ready));
  return {
    stop: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      database.close();
    },
  };
}
