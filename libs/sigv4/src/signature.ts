import { createHmac, hash } from 'node:crypto';

/** The parts of a canonical request, each already canonical. */
export interface CanonicalParts {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  /** `name:value\n` per signed header. */
  readonly headers: string;
  readonly signedNames: readonly string[];
  readonly bodySha256Hex: string;
}

/** The text that is hashed into the string to sign. */
export function canonicalRequest(parts: CanonicalParts): string {
  const { method, path, query, headers, signedNames, bodySha256Hex } = parts;
  return `${method}\n${path}\n${query}\n${headers}\n${signedNames.join(';')}\n${bodySha256Hex}`;
}

/** The string to sign; `scope` is `date/region/service/aws4_request`. */
export function stringToSign(amzDate: string, scope: string, canonical: string): string {
  return `AWS4-HMAC-SHA256\n${amzDate}\n${scope}\n${sha256Hex(canonical)}`;
}

/** Signature bytes (32) of a string to sign. */
export function computeSignature(signingKey: Uint8Array, text: string): Buffer {
  return createHmac('sha256', signingKey).update(text, 'utf8').digest();
}

/** SHA-256 in lower-case hex; text is hashed as UTF-8. */
export function sha256Hex(data: string | Uint8Array): string {
  return hash('sha256', data, 'hex');
}
