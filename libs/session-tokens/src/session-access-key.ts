/** Gives `count` random bytes; `node:crypto`'s randomBytes in production. */
export type RandomBytes = (count: number) => Uint8Array;

const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const form = /^ASIA([A-Z2-7]{8})[A-Z2-7]{8}$/;

/** The id of a session's key: `ASIA`, and in 16 characters the account and 40 random bits. */
export function newSessionAccessKeyId(accountId: string, randomBytes: RandomBytes): string {
  const random = randomBytes(8);
  const account = Array.from({ length: 8 }, (_, index) => letterAt(BigInt(accountId), 7 - index));
  return `ASIA${account.join('')}${Array.from(random, (byte) => base32[byte % 32]).join('')}`;
}

/** The account of a session's key; undefined for what is no such key. */
export function accountOfSessionKey(accessKeyId: string): string | undefined {
  const [, letters] = form.exec(accessKeyId) ?? [];
  if (letters === undefined) return undefined;
  const account = [...letters].reduce((sum, letter) => sum * 32n + BigInt(base32.indexOf(letter)), 0n);
  const accountId = String(account).padStart(12, '0');
  return accountId.length === 12 ? accountId : undefined;
}

/** Whether a key is one of a session, which counts only together with its token. */
export const isSessionKey = (accessKeyId: string): boolean => accessKeyId.startsWith('ASIA');

const letterAt = (value: bigint, place: number): string =>
  base32[Number((value >> BigInt(5 * place)) & 31n)] ?? '';
