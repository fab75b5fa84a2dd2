/** Gives `count` random bytes; `node:crypto`'s randomBytes in production. */
export type RandomBytes = (count: number) => Uint8Array;

const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const secretAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** What an id begins with (IAM User Guide, "Unique identifiers"). */
const prefixes = { user: 'AIDA', role: 'AROA', policy: 'ANPA' } as const;

/** `AIDA`, `AROA` or `ANPA` and 17 characters. */
export const newIdentityId = (of: keyof typeof prefixes, randomBytes: RandomBytes): string =>
  prefixes[of] + draw(17, base32, randomBytes);

/** `AKIA` and 16 characters. */
export const newAccessKeyId = (randomBytes: RandomBytes): string => `AKIA${draw(16, base32, randomBytes)}`;

/** 40 characters, 240 random bits. */
export const newSecretAccessKey = (randomBytes: RandomBytes): string => draw(40, secretAlphabet, randomBytes);

// 32 and 64 divide 256: no character is likelier than another.
const draw = (length: number, alphabet: string, randomBytes: RandomBytes): string =>
  Array.from(randomBytes(length), (byte) => alphabet[byte % alphabet.length]).join('');
