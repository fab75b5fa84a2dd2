import type { KeyAlgorithm } from '../../wire/generated/acm.js';

/**
 * ListCertificates shows RSA keys of 1,024 and 2,048 bits alone unless it is told (API reference: Filters).
 */
export const allKeyTypes: readonly KeyAlgorithm[] = [
  'RSA_1024',
  'RSA_2048',
  'RSA_3072',
  'RSA_4096',
  'EC_prime256v1',
  'EC_secp384r1',
  'EC_secp521r1',
];
