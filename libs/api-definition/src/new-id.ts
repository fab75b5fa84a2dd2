const lowerAlphabet = 'abcdefghijklmnopqrstuvwxyz0123456789';
const fullAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Gives `count` random bytes; `node:crypto`'s randomBytes in production. */
export type RandomBytes = (count: number) => Uint8Array;

/**
 * Lengths of ids (API reference examples): RestApi, root resource and API key have 10 characters, all others
 * 6; VPC links of version 2 one more, since their ARNs are like those of version 1, and no id must name both.
 */
export const idLengths = { restApi: 10, rootResource: 10, apiKey: 10, httpVpcLink: 7, other: 6 } as const;

/** A new id of `[a-z0-9]`, every character equally likely. */
export const newId = (length: number, randomBytes: RandomBytes): string =>
  draw(length, lowerAlphabet, randomBytes);

/** A new API key value: 40 characters of `[A-Za-z0-9]`. */
export const newApiKeyValue = (randomBytes: RandomBytes): string => draw(40, fullAlphabet, randomBytes);

function draw(length: number, alphabet: string, randomBytes: RandomBytes): string {
  // Bytes at or above the largest multiple of the alphabet's size would favour its first characters.
  const limit = 256 - (256 % alphabet.length);
  let text = '';
  while (text.length < length) {
    for (const byte of randomBytes(length)) {
      if (byte < limit && text.length < length) text += alphabet[byte % alphabet.length];
    }
  }
  return text;
}
