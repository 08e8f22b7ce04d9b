import { ApiError } from '../client.js';

/**
 * What a person is told of an error.
 *
 * @param {unknown} error
 */
export function say(error) {
  if (!(error instanceof ApiError)) return 'Something went wrong on this page. Load it again.';
  if (error.status === 0 && error.code === 'NETWORK_ERROR') {
    return 'The server cannot be reached. Check your connection, and try again.';
  }
  if (error.status === 429) {
    return `Too many attempts. Try again ${error.retryAfter ? `in ${span(error.retryAfter)}` : 'later'}.`;
  }
  const known = KNOWN[error.code];
  if (known) return known;
  const id = error.status >= 500 && error.requestId ? ` (request ${error.requestId})` : '';
  return /[.!?]$/.test(error.message) ? error.message + id : `${error.message}.${id}`;
}

const NO_MAIL = 'This server sends no mail. Ask whoever runs it.';

/** @type {Record<string, string>} Where the server's own words are for programs. */
const KNOWN = {
  INVALID_EMAIL_OR_PASSWORD: 'That is not the right address and password.',
  USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL: 'There is an account with that address already.',
  EMAIL_NOT_VERIFIED: 'Verify your address first: follow the link in the mail.',
  EMAIL_ALREADY_VERIFIED: 'That address is verified already.',
  RESET_PASSWORD_DISABLED: NO_MAIL,
  VERIFICATION_EMAIL_NOT_ENABLED: NO_MAIL,
  PASSWORD_COMPROMISED: 'That is one of the most common passwords. Choose another.',
  INVALID_PASSWORD: 'That is not your password.',
  PASSWORD_TOO_SHORT: 'That password is too short.',
  PASSWORD_TOO_LONG: 'That password is too long.',
  SESSION_NOT_FRESH: 'That needs a recent sign-in. Sign out and in again.',
  SESSION_EXPIRED: 'That needs a recent sign-in. Sign out and in again.',
};

/** @param {number} seconds */
export function span(seconds) {
  const [count, unit] = seconds < 90 ? [Math.ceil(seconds), 'second'] : [Math.ceil(seconds / 60), 'minute'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

/**
 * A day, as near ones are called.
 *
 * @param {string} time
 */
export function day(time) {
  const [then, now] = [new Date(time), new Date()];
  /** @param {Date} date */
  const midnight = (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
  const days = Math.round((midnight(then) - midnight(now)) / 86_400_000);
  if (Math.abs(days) <= 1) return ['yesterday', 'today', 'tomorrow'][days + 1] ?? '';
  const year = then.getFullYear() === now.getFullYear() ? {} : /** @type {const} */ ({ year: 'numeric' });
  return then.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', ...year });
}

/** @param {string} time */
export function moment(time) {
  const then = new Date(time);
  const clock = then.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
  return `${day(time)}, ${clock}`;
}

/**
 * What a person calls the device that says so of itself.
 *
 * @param {string | null | undefined} agent
 */
export function device(agent) {
  if (!agent) return 'A program';
  /** @param {[RegExp, string][]} names */
  const first = (names) => names.find(([pattern]) => pattern.test(agent))?.[1];
  const browser = first([
    [/Edg\//, 'Edge'], [/OPR\//, 'Opera'], [/Firefox\//, 'Firefox'], [/Chrom(e|ium)\//, 'Chrome'],
    [/Safari\//, 'Safari'], [/^curl\//, 'curl'],
  ]);
  const system = first([
    [/Android/, 'Android'], [/iPhone|iPad/, 'iOS'], [/Windows/, 'Windows'], [/Mac OS X/, 'macOS'],
    [/Linux/, 'Linux'],
  ]);
  if (!browser) return agent.slice(0, 60);
  return system ? `${browser} on ${system}` : browser;
}
