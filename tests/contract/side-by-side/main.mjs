// Sends the journey to both servers and prints where they differ.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startBetterAuth } from "./better-auth.mjs";
import { Client } from "./client.mjs";
import { journey } from "./journey/index.mjs";
import { knowing, startOwnly } from "./ownly.mjs";
import { Told, same } from "./told.mjs";

const LEAST = 120;
const EVERYWHERE = [
  "header x-content-type-options",
  "header x-request-id",
  "header referrer-policy",
  "header content-security-policy",
];

const list = JSON.parse(readFileSync(new URL("differences.json", import.meta.url)));
const known = knowing(process.argv[2]);
const declared = list.filter((one) => !one.since || known(one.since));
const directory = mkdtempSync(join(tmpdir(), "ownly-side-by-side-"));
const options = {
  program: process.argv[2],
  secret: "side-by-side-side-by-side-0123456789abcdef",
  directory,
  trustedOrigins: ["https://app.example.com", "https://*.wild.example"],
};
const servers = [];
try {
  const ports = [await freePort(), await freePort()];
  servers.push(await startBetterAuth({ ...options, port: ports[0] }));
  servers.push(await startOwnly({ ...options, port: ports[1] }));
  process.exitCode = (await compared(ports)) ? 0 : 1;
} finally {
  for (const server of servers) await server.stop();
  rmSync(directory, { recursive: true, force: true });
}

async function compared(ports) {
  const sides = ports.map((port) => new Client(port));
  const told = sides.map((side) => new Told(side.origin));
  const seen = new Set();
  let wrong = 0;
  let different = 0;
  for (const step of journey) {
    const answers = [await sides[0].send(step), await sides[1].send(step)];
    const places = answers.map((answer, at) => told[at].of(answer));
    const found = differences(...places);
    if (found.some(([place]) => !EVERYWHERE.includes(place))) different += 1;
    for (const [place, theirs, ours] of found) {
      const why = declared.filter((one) => explains(one, step.name, place, theirs, ours));
      why.forEach((one) => seen.add(one));
      if (why.length) continue;
      wrong += 1;
      console.log(`${step.name}: ${place}: Better Auth ${theirs}, Ownly ${ours}`);
    }
  }
  sides.forEach((side) => side.close());
  for (const gone of declared.filter((one) => !seen.has(one))) {
    wrong += 1;
    console.log(`declared and gone: ${JSON.stringify(gone)}`);
  }
  if (journey.length < LEAST) throw new Error(`${journey.length} requests are too few`);
  console.log(`${journey.length} requests: ${journey.length - different} answered alike, ${different} differently; ${wrong} differences that nobody declared`);
  return wrong === 0;
}

function differences(theirs, ours) {
  const places = [...new Set([...theirs.keys(), ...ours.keys()])];
  const both = places.map((place) => [place, theirs.get(place) ?? "absent", ours.get(place) ?? "absent"]);
  return both.filter(([, one, other]) => !same(one, other));
}

function explains(one, step, place, theirs, ours) {
  const is = (pattern, text) => new RegExp(`^(?:${pattern})$`).test(text);
  return is(one.steps, step) && is(one.place, place) && is(one.betterAuth, theirs) && is(one.ownly, ours);
}

function freePort() {
  return new Promise((found) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => found(port));
    });
  });
}
