// What an answer tells once all that is made up is out of it: a map from places to texts.

const TRANSPORT = ["connection", "content-length", "date", "keep-alive", "set-cookie", "transfer-encoding"];
const ID = /(?<![A-Za-z0-9])[A-Za-z0-9]{32}(?![A-Za-z0-9])/g;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const SIGNATURE = /\.(?:[A-Za-z0-9+/]|%2B|%2F){43}(?:=|%3D)/g;
const JWT = /^(eyJ[\w-]+)\.([\w-]+)\.[\w-]+$/;

export class Told {
  #ids = new Map();

  constructor(origin) {
    this.origin = origin;
  }

  of(answer) {
    const places = new Map([
      ["status", String(answer.status)],
      ["status text", answer.statusText],
    ]);
    this.#body(places, answer.body);
    for (const name of Object.keys(answer.headers).sort()) {
      if (name === "access-control-expose-headers") places.set(`header ${name}`, inOrder(answer.headers[name]));
      else if (name === "x-request-id") places.set(`header ${name}`, "<made up>");
      else if (!TRANSPORT.includes(name)) this.#value(places, `header ${name}`, answer.headers[name]);
    }
    answer.cookies.forEach((cookie, at) => places.set(`cookie ${at}`, this.#text(cookie)));
    return places;
  }

  #body(places, body) {
    try {
      this.#value(places, "body", JSON.parse(body));
    } catch {
      places.set("body", /^<!doctype html>/i.test(body) ? "<a page>" : this.#text(body));
    }
  }

  #value(places, place, value) {
    const jwt = typeof value === "string" && JWT.exec(value);
    if (jwt) {
      const [header, claims] = jwt.slice(1).map((part) => JSON.parse(Buffer.from(part, "base64url")));
      this.#value(places, `${place} header`, header);
      this.#value(places, `${place} claims`, claims);
    } else if (typeof value === "string") {
      places.set(place, /^body\.keys\.\d+\.x$/.test(place) ? `<${value.length} letters>` : this.#text(value));
    } else if (typeof value === "number" && /\.(iat|exp)$/.test(place)) {
      places.set(place, from(value * 1000));
    } else if (value === null || typeof value !== "object") {
      places.set(place, String(value));
    } else {
      const names = Object.keys(value).sort();
      if (!names.length) places.set(place, Array.isArray(value) ? "[]" : "{}");
      for (const name of names) this.#value(places, `${place}.${name}`, value[name]);
    }
  }

  #text(text) {
    if (TIME.test(text)) return from(Date.parse(text));
    return text
      .replaceAll(this.origin, "<origin>")
      .replaceAll(encodeURIComponent(this.origin), "<origin>")
      .replaceAll(SIGNATURE, ".<signature>")
      .replaceAll(ID, (id) => this.#numbered(id));
  }

  #numbered(id) {
    if (!this.#ids.has(id)) this.#ids.set(id, `<id ${this.#ids.size + 1}>`);
    return this.#ids.get(id);
  }
}

// A list whose order says nothing.
const inOrder = (list) => list.split(/, */).sort().join(", ");

// How far from now.
function from(time) {
  const away = Math.round((time - Date.now()) / 1000);
  return `<now ${away < 0 ? "-" : "+"} ${Math.abs(away)} s>`;
}

// Whether two texts of told places say the same: both servers are asked within some seconds.
export function same(theirs, ours) {
  const away = [theirs, ours].map((text) => /^<now ([+-]) (\d+) s>$/.exec(text));
  if (!away[0] || !away[1]) return theirs === ours;
  const [one, other] = away.map(([, sign, seconds]) => Number(sign + seconds));
  return Math.abs(one - other) <= 20;
}
