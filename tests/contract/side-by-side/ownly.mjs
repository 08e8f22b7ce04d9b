// Ownly as a process of its own, ended by its id.
import { execFileSync, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

// Whether this version has such a setting.
export function knowing(program) {
  const help = execFileSync(program, ["--help"], { encoding: "utf8", timeout: 10_000 });
  return (setting) => help.includes(`[env: ${setting}`);
}

export async function startOwnly({ program, port, secret, directory, trustedOrigins }) {
  const log = openSync(join(directory, "ownly.log"), "w");
  // Where the logs of a whole run of the tests are kept, for tests/secrets/run.
  const logs = process.env.TEST_LOGS;
  const kept = logs ? openSync(join(logs, "side-by-side.log"), "w") : log;
  const child = spawn(program, ["serve"], {
    cwd: directory,
    stdio: ["ignore", log, kept],
    env: {
      BETTER_AUTH_SECRET: secret,
      BETTER_AUTH_TRUSTED_ORIGINS: trustedOrigins.join(","),
      BETTER_AUTH_URL: `http://127.0.0.1:${port}`,
      DATABASE_URL: `sqlite://${join(directory, "ownly.db")}`,
      OWNLY_LISTEN: `127.0.0.1:${port}`,
      ...(logs && { RUST_LOG: "trace,mio=off,actix_http::h1::dispatcher=off" }),
      ...(knowing(program)("OWNLY_RATE_LIMIT") && { OWNLY_RATE_LIMIT: "off" }),
    },
  });
  closeSync(log);
  const ended = new Promise((end) => child.once("exit", end));
  const stop = async () => {
    child.kill("SIGTERM");
    await Promise.race([ended, sleep(10_000)]);
    child.kill("SIGKILL");
    await ended;
  };
  for (let tries = 0; tries < 150; tries += 1) {
    const answer = await fetch(`http://127.0.0.1:${port}/api/auth/ok`).catch(() => null);
    if (answer?.ok) return { stop };
    if (child.exitCode !== null) throw new Error(`Ownly ended with ${child.exitCode}`);
    await sleep(100);
  }
  await stop();
  throw new Error("Ownly does not answer");
}
