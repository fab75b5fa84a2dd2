import type { TestCertificate } from '#libs/testing';
import type { GivenCertificate } from '../read-import.js';

/** A certificate of a test as an import brings it. */
export const given = (
  { certificate, privateKey }: TestCertificate,
  ...chain: readonly TestCertificate[]
): GivenCertificate => ({
  certificate,
  privateKey,
  ...(chain.length > 0 && { chain: chain.map((one) => one.certificate).join('') }),
});
