import { createPrivateKey, type KeyObject } from 'node:crypto';
import { keyAlgorithmOf } from './algorithms.js';
import { good, refused, type Checked } from './checked.js';
import { readPem } from './read-pem.js';

const labels = new Set(['PRIVATE KEY', 'RSA PRIVATE KEY', 'EC PRIVATE KEY']);

/** A private key of a kind that ACM takes, PEM, not encrypted. The texts are ACM's. */
export function readPrivateKey(text: string): Checked<KeyObject> {
  if (/-----BEGIN ENCRYPTED PRIVATE KEY-----|^Proc-Type: *4, *ENCRYPTED/m.test(text))
    return refused('Your private key should not be encrypted.');
  const key = parse(text);
  if (!key) return refused('The private key is not supported.');
  const algorithm = keyAlgorithmOf(key);
  // ACM takes RSA keys of 1024 bits, but no domain may show one, and no client of today takes it.
  if (key.asymmetricKeyType === 'rsa' && (algorithm === undefined || algorithm === 'RSA_1024'))
    return refused(
      `The private key length ${key.asymmetricKeyDetails?.modulusLength} is not supported for key algorithm.`,
    );
  return algorithm === undefined ? refused('The private key is not supported.') : good(key);
}

function parse(text: string): KeyObject | undefined {
  // `openssl ecparam` writes the curve before the key.
  const keys = (readPem(text) ?? []).filter(({ label }) => label !== 'EC PARAMETERS');
  if (keys.length !== 1 || !labels.has(keys[0]!.label)) return undefined;
  try {
    return createPrivateKey(keys[0]!.text);
  } catch {
    // Whatever OpenSSL says of bytes that are none.
    return undefined;
  }
}
