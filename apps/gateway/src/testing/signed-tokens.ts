import { constants, generateKeyPairSync, sign as signWith, type KeyObject } from 'node:crypto';

/** Keys of an issuer, and one of somebody else's. */
export const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
export const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
export const ed = generateKeyPairSync('ed25519');
export const attacker = generateKeyPairSync('rsa', { modulusLength: 2048 });

export const jwk = (key: KeyObject, kid: string) => ({ ...key.export({ format: 'jwk' }), kid, use: 'sig' });

export const seconds = () => Math.floor(Date.now() / 1000);
export const encode = (value: unknown) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
export type Signer = (text: string) => Buffer;
export const byRsa: Signer = (text) => signWith('sha256', Buffer.from(text), rsa.privateKey);
export const byPss: Signer = (text) =>
  signWith('sha256', Buffer.from(text), {
    key: rsa.privateKey,
    padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength: 32,
  });
export const byEc: Signer = (text) =>
  signWith('sha256', Buffer.from(text), { key: ec.privateKey, dsaEncoding: 'ieee-p1363' });
export const byEd: Signer = (text) => signWith(null, Buffer.from(text), ed.privateKey);
export const byAttacker: Signer = (text) => signWith('sha256', Buffer.from(text), attacker.privateKey);
/** A token of three parts with these claims, signed by an RSA key of the issuer unless told otherwise. */
export function make(
  claims: unknown,
  header: unknown = { alg: 'RS256', kid: 'rsa' },
  signer: Signer = byRsa,
) {
  const signed = `${encode(header)}.${encode(claims)}`;
  return `${signed}.${signer(signed).toString('base64url')}`;
}
