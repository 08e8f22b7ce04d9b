/**
 * What a token says, for display and for its lifetime. Only a server that has the keys can tell
 * whether it is true.
 *
 * @typedef {Record<string, unknown> & {
 *   sub?: string, iss?: string, aud?: string | string[], iat?: number, exp?: number
 * }} Claims
 */
export type Claims = Record<string, unknown> & {
    sub?: string;
    iss?: string;
    aud?: string | string[];
    iat?: number;
    exp?: number;
};
/**
 * The part of a token at that place: 0 is its header, 1 its claims.
 *
 * @param {string} token
 * @param {0 | 1} part
 * @returns {Claims} nothing, where it cannot be read
 */
export declare function decode(token: string, part: 0 | 1): Claims;
/**
 * How long a token lasts from when it was made, in milliseconds. It is the difference of two of
 * the issuer's own times, so that a device whose clock is wrong gets it right.
 *
 * @param {Claims} claims
 */
export declare function lifetime({ iat, exp }: Claims): number;
