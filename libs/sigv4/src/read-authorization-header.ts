import { singleHeader, type HeaderFields } from './canonical-headers.js';
import { presentSignature, type PresentedSignature } from './presented-signature.js';
import { hashedForMessage, malformed, unsupportedAlgorithm, type Sigv4Failure } from './sigv4-failure.js';

const ALGORITHM = 'AWS4-HMAC-SHA256';

/**
 * Reads `Authorization: AWS4-HMAC-SHA256 Credential=..., SignedHeaders=..., Signature=...` (blanks after the
 * commas are optional) with its date header. `undefined` when the request has no Authorization header.
 */
export function readAuthorizationHeader(
  headers: HeaderFields,
): PresentedSignature | Sigv4Failure | undefined {
  const header = singleHeader(headers, 'authorization');
  if (header === undefined) return undefined;
  if (typeof header !== 'string') return malformed('Request must contain exactly one Authorization header.');

  const blank = header.search(/[ \t]/);
  const algorithm = blank < 0 ? header : header.slice(0, blank);
  const rest = blank < 0 ? '' : header.slice(blank + 1).trim();
  const params = readParams(rest);
  if (algorithm !== ALGORITHM && algorithm.startsWith('AWS4-')) {
    return unsupportedAlgorithm(algorithm);
  }
  if (algorithm !== ALGORITHM || params === undefined) {
    return malformed(
      'Invalid key=value pair (missing equal-sign) in Authorization header ' +
        `(hashed with SHA-256 and encoded with Base64): '${hashedForMessage(header)}'.`,
    );
  }

  const date = readDate(headers);
  const credential = params.get('Credential');
  const signature = params.get('Signature');
  const signedHeaders = params.get('SignedHeaders');
  if (!credential || !signature || !signedHeaders || date === undefined) {
    return malformed(
      (credential ? '' : "Authorization header requires 'Credential' parameter. ") +
        (signature ? '' : "Authorization header requires 'Signature' parameter. ") +
        (signedHeaders ? '' : "Authorization header requires 'SignedHeaders' parameter. ") +
        (date
          ? ''
          : "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ") +
        `(Hashed with SHA-256 and encoded with Base64) Authorization=${hashedForMessage(header)}`,
    );
  }
  return presentSignature({
    style: 'header',
    credential,
    signature,
    signedHeaders,
    date,
    expiresSeconds: null,
  });
}

function readParams(text: string): Map<string, string> | undefined {
  const params = new Map<string, string>();
  if (text === '') return params;
  for (const part of text.split(',')) {
    const pair = part.trim();
    const equals = pair.indexOf('=');
    if (equals < 0 || params.has(pair.slice(0, equals))) return undefined;
    params.set(pair.slice(0, equals), pair.slice(equals + 1));
  }
  return params;
}

function readDate(headers: HeaderFields): PresentedSignature['date'] | undefined {
  for (const source of ['x-amz-date', 'date'] as const) {
    const text = singleHeader(headers, source);
    if (typeof text === 'string') return { source, text };
  }
  return undefined;
}
