// One server's side of the journey: sends a step, keeps cookies and what later steps need.
import { Agent, request } from "node:http";

export class Client {
  #agent = new Agent({ keepAlive: true });
  #jars = new Map();
  #kept = new Map();

  constructor(port) {
    this.port = port;
    this.origin = `http://127.0.0.1:${port}`;
  }

  // Sends a step. `{name}` in a path, a header or a body is what an earlier step kept.
  async send(step) {
    const headers = { ...step.headers };
    const jar = this.#jars.get(step.as) ?? new Map();
    if (step.as) this.#jars.set(step.as, jar);
    if (jar.size) headers.cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    if (step.bearer) headers.authorization = `Bearer ${step.bearer}`;
    if (step.origin !== null && (jar.size || step.origin)) headers.origin ??= step.origin ?? "{origin}";
    let body = step.body;
    if (step.json !== undefined) {
      headers["content-type"] ??= "application/json";
      body = JSON.stringify(step.json);
    }
    const answer = await this.#exchange(step.method, this.#filled(step.path), this.#all(headers), this.#filled(body));
    for (const cookie of answer.cookies) {
      const [, name, value, rest] = /^([^=]+)=([^;]*)(.*)$/.exec(cookie);
      if (!step.as || step.forget) continue;
      if (/; Max-Age=0(;|$)/.test(rest)) jar.delete(name);
      else jar.set(name, value);
    }
    for (const [name, find] of Object.entries(step.keep ?? {})) {
      const found = find(answer);
      if (found === undefined) throw new Error(`${step.name}: no ${name} in ${answer.status} ${answer.body}`);
      this.#kept.set(name, found);
    }
    return answer;
  }

  close() {
    this.#agent.destroy();
  }

  #filled(text) {
    const value = (all, name) => (name === "origin" ? this.origin : (this.#kept.get(name) ?? all));
    return text?.replaceAll(/\{([a-zA-Z]+)\}/g, value);
  }

  #all(headers) {
    return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, this.#filled(value)]));
  }

  #exchange(method, path, headers, body) {
    const bytes = body === undefined ? undefined : Buffer.from(body);
    if (bytes) headers["content-length"] = String(bytes.length);
    else if (method === "POST") headers["content-length"] = "0";
    return new Promise((resolve, reject) => {
      const to = { host: "127.0.0.1", port: this.port, agent: this.#agent, timeout: 20_000 };
      const sent = request({ ...to, method, path, headers }, (answer) => {
        const parts = [];
        answer.on("data", (part) => parts.push(part));
        answer.on("error", reject);
        answer.on("end", () =>
          resolve({
            status: answer.statusCode,
            statusText: answer.statusMessage,
            headers: answer.headers,
            cookies: answer.headers["set-cookie"] ?? [],
            body: Buffer.concat(parts).toString(),
          }),
        );
      });
      sent.on("timeout", () => sent.destroy(new Error(`${method} ${path}: no answer in time`)));
      sent.on("error", reject);
      sent.end(bytes);
    });
  }
}
