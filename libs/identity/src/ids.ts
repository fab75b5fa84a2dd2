import { newApiKeyValue, type RandomBytes } from '#libs/api-definition';

const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** What an id begins with (IAM User Guide, "Unique identifiers"). */
const prefixes = { user: 'AIDA', role: 'AROA', policy: 'ANPA' } as const;

/** `AIDA`, `AROA` or `ANPA` and 17 characters. */
export const newIdentityId = (of: keyof typeof prefixes, randomBytes: RandomBytes): string =>
  prefixes[of] + draw(17, base32, randomBytes);

/** `AKIA` and 16 characters. */
export const newAccessKeyId = (randomBytes: RandomBytes): string => `AKIA${draw(16, base32, randomBytes)}`;

/** 40 letters and digits: none that a shell or a URL would take for something else. */
export const newSecretAccessKey = (randomBytes: RandomBytes): string => newApiKeyValue(randomBytes);

// 32 divides 256: no character is likelier than another.
const draw = (length: number, alphabet: string, randomBytes: RandomBytes): string =>
  Array.from(randomBytes(length), (byte) => alphabet[byte % alphabet.length]).join('');
