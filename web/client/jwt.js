/**
 * What a token says, for display and for its lifetime. Only a server that has the keys can tell
 * whether it is true.
 *
 * @typedef {Record<string, unknown> & {
 *   sub?: string, iss?: string, aud?: string | string[], iat?: number, exp?: number
 * }} Claims
 */

/**
 * The part of a token at that place: 0 is its header, 1 its claims.
 *
 * @param {string} token
 * @param {0 | 1} part
 * @returns {Claims} nothing, where it cannot be read
 */
export function decode(token, part) {
  try {
    const base64 = (token.split('.')[part] ?? '').replaceAll('-', '+').replaceAll('_', '/');
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const read = JSON.parse(new TextDecoder().decode(bytes));
    return read && typeof read === 'object' ? read : {};
  } catch {
    return {};
  }
}

/**
 * How long a token lasts from when it was made, in milliseconds. It is the difference of two of
 * the issuer's own times, so that a device whose clock is wrong gets it right.
 *
 * @param {Claims} claims
 */
export function lifetime({ iat, exp }) {
  if (typeof exp !== 'number') return Infinity;
  if (typeof iat !== 'number') return Math.max(0, exp * 1000 - Date.now());
  return Math.max(0, exp - iat) * 1000;
}
