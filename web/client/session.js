import { ApiError, refusal, signedOut } from './errors.js';
import { decode, lifetime } from './jwt.js';
import { send } from './send.js';

/** A token is renewed this long before it ends, in milliseconds, or in the last fifth of it. */
const MARGIN = 60_000;

/**
 * @typedef {object} Kept a token in memory
 * @property {string} jwt
 * @property {number} renewAt on the clock that nobody sets back
 * @property {number} endsAt
 */

/**
 * What happened to who is signed in: in this tab, or in another one.
 *
 * @typedef {'signed-in' | 'signed-out' | 'changed'} Change
 */

/**
 * Who is signed in, as far as this tab knows, and their token. The token is here and nowhere
 * else: not in a storage, not in a cookie, not in a URL.
 */
export class Session {
  /** @type {Kept | null} */
  #kept = null;
  /** Whose token it is, or was last: `undefined` before the first. @type {string | undefined} */
  #subject;
  #signedIn = false;
  /** @type {Promise<Kept> | null} the one request for a token that is on its way */
  #renewal = null;
  /** @type {Set<(change: Change) => void>} */
  #listeners = new Set();
  /** @type {import('./send.js').Channel | null} */
  #channel;
  #around;
  #base;

  /** Goes up whenever someone signs in or out: what began before is not for who comes after. */
  epoch = 0;

  /**
   * @param {import('./send.js').Surroundings} around
   * @param {string} base where the accounts are: `https://auth.example.com/api/auth`
   */
  constructor(around, base) {
    this.#around = around;
    this.#base = base;
    this.#channel = around.channel?.(`ownly-client ${base}`) ?? null;
    if (this.#channel) {
      this.#channel.onmessage = ({ data }) => {
        if (data === 'signed-in' || data === 'signed-out') this.#turn(data);
        if (data === 'changed') this.#stale();
      };
    }
  }

  /** @param {(change: Change) => void} listener */
  onChange(listener) {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /**
   * Someone signed in or out here, or changed what a token says: every tab is told.
   *
   * @param {Change} change
   */
  announce(change) {
    this.#channel?.postMessage(change);
    if (change !== 'changed') return this.#turn(change);
    this.#stale();
  }

  /** The server says that somebody is signed in. */
  begin() {
    this.#signedIn = true;
  }

  /** The server says that nobody is signed in. */
  end() {
    if (this.#signedIn) this.#turn('signed-out');
  }

  /**
   * Keeps a token that was asked for at that time.
   *
   * @param {string} jwt
   * @param {number} askedAt
   * @throws {ApiError} when it is another user's than before: somebody signed in elsewhere
   */
  keep(jwt, askedAt) {
    const claims = decode(jwt, 1);
    if (this.#subject !== undefined && this.#subject !== claims.sub) {
      this.#turn('signed-in');
      throw signedOut('Someone else has signed in.');
    }
    const lasts = lifetime(claims);
    const endsAt = askedAt + lasts;
    const renewAt = endsAt - Math.min(MARGIN, lasts / 5);
    this.#kept = { jwt, renewAt, endsAt };
    this.#subject = claims.sub;
    this.#signedIn = true;
    return this.#kept;
  }

  /** What is kept, and for how many milliseconds more it is good. */
  peek() {
    const kept = this.#kept;
    return kept && { jwt: kept.jwt, left: Math.max(0, kept.endsAt - this.#around.now()) };
  }

  /**
   * A token that is good: the one there is, or a new one. Whoever asks while one is fetched gets
   * that one.
   *
   * @returns {Promise<Kept>}
   */
  token() {
    const kept = this.#kept;
    if (kept && this.#around.now() < kept.renewAt) return Promise.resolve(kept);
    return this.renew();
  }

  /**
   * What came after the one that was refused. Two tokens of one second may have the same text.
   *
   * @param {Kept} refused
   */
  after(refused) {
    return this.#kept === refused ? this.renew() : this.token();
  }

  /** A new token. */
  renew() {
    if (this.#renewal) return this.#renewal;
    const renewal = this.#request().finally(() => {
      if (this.#renewal === renewal) this.#renewal = null;
    });
    this.#renewal = renewal;
    return renewal;
  }

  close() {
    this.#channel?.close();
    this.#listeners.clear();
  }

  async #request() {
    const { epoch } = this;
    const askedAt = this.#around.now();
    const response = await send(this.#around, `${this.#base}/token`, { credentials: 'include' });
    const error = response.ok ? null : await refusal(response);
    const jwt = response.ok ? (await response.json()).token : null;
    if (epoch !== this.epoch) throw signedOut();
    if (error?.status === 401) this.end();
    if (error) throw error;
    if (typeof jwt !== 'string') throw new ApiError(502, 'NO_TOKEN', 'There was no token.');
    return this.keep(jwt, askedAt);
  }

  /** @param {'signed-in' | 'signed-out'} change */
  #turn(change) {
    this.epoch += 1;
    this.#kept = null;
    this.#subject = undefined;
    this.#signedIn = change === 'signed-in';
    this.#renewal = null;
    this.#tell(change);
  }

  /** The token says what was true before. */
  #stale() {
    this.#kept = null;
    this.#tell('changed');
  }

  /** @param {Change} change */
  #tell(change) {
    for (const listener of [...this.#listeners]) listener(change);
  }
}
