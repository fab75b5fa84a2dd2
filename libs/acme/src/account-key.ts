import { createHash, createPrivateKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';

/** A new key of an account: P-256, PEM. */
export const newAccountKey = (): string =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString();

/** The key of an account, which signs whatever the account asks for. */
export class AccountKey {
  private readonly key: KeyObject;
  /** Members in the order that RFC 7638 hashes them in. */
  private readonly jwk: Readonly<Record<'crv' | 'kty' | 'x' | 'y', string>>;

  constructor(pem: string) {
    this.key = createPrivateKey(pem);
    const { crv, kty, x, y } = this.key.export({ format: 'jwk' }) as Record<
      'crv' | 'kty' | 'x' | 'y',
      string
    >;
    this.jwk = { crv, kty, x, y };
  }

  /**
   * A signed request (RFC 8555, 6.2). `payload`: null to read something (POST-as-GET). `account`: its URL;
   * null while there is none, and the key itself says who asks.
   */
  sign(url: string, nonce: string, account: string | null, payload: object | null): string {
    const who = account === null ? { jwk: this.jwk } : { kid: account };
    const head = encoded(JSON.stringify({ alg: 'ES256', ...who, nonce, url }));
    const body = payload === null ? '' : encoded(JSON.stringify(payload));
    const signature = sign('sha256', Buffer.from(`${head}.${body}`), {
      key: this.key,
      dsaEncoding: 'ieee-p1363',
    });
    return JSON.stringify({ protected: head, payload: body, signature: signature.toString('base64url') });
  }

  /** What a challenge's address must answer (RFC 8555, 8.1). */
  keyAuthorization(token: string): string {
    return `${token}.${createHash('sha256').update(JSON.stringify(this.jwk)).digest('base64url')}`;
  }
}

const encoded = (text: string): string => Buffer.from(text).toString('base64url');
