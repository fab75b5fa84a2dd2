import { generate } from 'selfsigned';
import { CLIENT_CERTIFICATE_DAYS } from '#libs/api-definition';

/** A certificate and its private key, both PEM. */
export interface KeyPair {
  readonly certificate: string;
  readonly privateKey: string;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
}

const DAY_MS = 86_400_000;

/** A self-signed client certificate over an RSA key of 2048 bits, with the common name that AWS gives it. */
export async function makeKeyPair(nowMs: number): Promise<KeyPair> {
  // Certificates count in whole seconds.
  const createdAtMs = Math.floor(nowMs / 1000) * 1000;
  const expiresAtMs = createdAtMs + CLIENT_CERTIFICATE_DAYS * DAY_MS;
  const pems = await generate([{ name: 'commonName', value: 'ApiGateway' }], {
    keyType: 'rsa',
    keySize: 2048,
    algorithm: 'sha256',
    notBeforeDate: new Date(createdAtMs),
    notAfterDate: new Date(expiresAtMs),
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'keyUsage', digitalSignature: true, keyEncipherment: true },
      { name: 'extKeyUsage', clientAuth: true },
    ],
  });
  return { certificate: pems.cert, privateKey: pems.private, createdAtMs, expiresAtMs };
}
