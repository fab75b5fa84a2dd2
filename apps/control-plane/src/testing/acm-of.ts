import { ACMClient } from '@aws-sdk/client-acm';
import type { SigningCredentials } from '#libs/sigv4';
import type { TestCertificate } from '#libs/testing';
import type { TestControlPlane } from './start-control-plane.js';

/** ACM as the SDK calls it, without retries; as the operator where nobody else is named. */
export const acmOf = (
  { url, credentials: operator }: Pick<TestControlPlane, 'url' | 'credentials'>,
  credentials: SigningCredentials = operator,
  region = 'us-east-1',
): ACMClient => new ACMClient({ endpoint: url, region, credentials, maxAttempts: 1 });

/** A certificate of a test as ImportCertificate takes it. */
export const importOf = (
  { certificate, privateKey }: Pick<TestCertificate, 'certificate' | 'privateKey'>,
  ...chain: readonly Pick<TestCertificate, 'certificate'>[]
) => ({
  Certificate: Buffer.from(certificate),
  PrivateKey: Buffer.from(privateKey),
  ...(chain.length > 0 && {
    CertificateChain: Buffer.from(chain.map((one) => one.certificate).join('')),
  }),
});
