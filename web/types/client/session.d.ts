export type Kept = {
    jwt: string;
    /**
     * on the clock that nobody sets back
     */
    renewAt: number;
    endsAt: number;
};
export type Change = 'signed-in' | 'signed-out' | 'changed';
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
export declare class Session {
    #private;
    /** Goes up whenever someone signs in or out: what began before is not for who comes after. */
    epoch: number;
    /**
     * @param {import('./send.js').Surroundings} around
     * @param {string} base where the accounts are: `https://auth.example.com/api/auth`
     */
    constructor(around: import('./send.js').Surroundings, base: string);
    /** @param {(change: Change) => void} listener */
    onChange(listener: (change: Change) => void): () => undefined;
    /**
     * Someone signed in or out here, or changed what a token says: every tab is told.
     *
     * @param {Change} change
     */
    announce(change: Change): void;
    /** The server says that somebody is signed in. */
    begin(): void;
    /** The server says that nobody is signed in. */
    end(): void;
    /**
     * Keeps a token that was asked for at that time.
     *
     * @param {string} jwt
     * @param {number} askedAt
     * @throws {ApiError} when it is another user's than before: somebody signed in elsewhere
     */
    keep(jwt: string, askedAt: number): Kept;
    /** What is kept, and for how many milliseconds more it is good. */
    peek(): {
        jwt: string;
        left: number;
    } | null;
    /**
     * A token that is good: the one there is, or a new one. Whoever asks while one is fetched gets
     * that one.
     *
     * @returns {Promise<Kept>}
     */
    token(): Promise<Kept>;
    /**
     * What came after the one that was refused. Two tokens of one second may have the same text.
     *
     * @param {Kept} refused
     */
    after(refused: Kept): Promise<Kept>;
    /** A new token. */
    renew(): Promise<Kept>;
    close(): void;
}
