import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { createSecureContext } from 'node:tls';
import { unquotedMessage } from '#libs/telemetry';
import type { Certificate } from './certificate.js';

export interface CertificatePair extends Certificate {
  readonly notBefore: string;
  readonly notAfter: string;
}

const label = 'CERTIFICATE-----';

/**
 * Two PEM texts as a pair that a handshake can show: a server's certificate, maybe with those that vouch for
 * it behind, and its key. A text that says why they are none: one of them may be half written, or renewed
 * before the other.
 */
export function readCertificatePair({ cert, key }: Certificate): CertificatePair | string {
  const begun = cert.split(`-----BEGIN ${label}`).length - 1;
  const whole = cert.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  if (begun === 0) return 'there is no certificate';
  if (whole.length !== begun) return 'a certificate is not whole';
  const certificates: X509Certificate[] = [];
  for (const [index, text] of whole.entries()) {
    const certificate = attempt(() => new X509Certificate(text));
    if (typeof certificate === 'string') return `certificate ${index + 1} cannot be read`;
    certificates.push(certificate);
  }
  const own = certificates[0]!;
  const privateKey = readKey(key);
  if (typeof privateKey === 'string') return privateKey;
  if (!own.checkPrivateKey(privateKey)) return 'the key is not the one of the certificate';
  const context = attempt(() => createSecureContext({ cert, key }));
  if (typeof context === 'string') return `no handshake can show it: ${context}`;
  return { cert, key, notBefore: own.validFrom, notAfter: own.validTo };
}

function readKey(text: string): KeyObject | string {
  if (!/-----END [A-Z ]*PRIVATE KEY-----/.test(text)) return 'there is no whole private key';
  if (/ENCRYPTED/.test(text)) return 'the private key is encrypted';
  const key = attempt(() => createPrivateKey(text));
  return typeof key === 'string' ? 'the private key cannot be read' : key;
}

function attempt<Made>(make: () => Made): Made | string {
  try {
    return make();
  } catch (error) {
    return unquotedMessage(error);
  }
}
