import { createPrivateKey, X509Certificate } from 'node:crypto';
import { badRequest, fail, ok, type Result } from '#libs/api-definition';

/** PEM texts. */
export interface UploadedCertificate {
  readonly body: string;
  readonly privateKey: string;
  readonly chain: string | null;
}

/** The older members of version 1 for a certificate that is not ACM's. */
export interface UploadedMembers {
  readonly certificateBody?: string | null;
  readonly certificatePrivateKey?: string | null;
  readonly certificateChain?: string | null;
}

/**
 * The certificate that a create call brings along, or null without one. Certificates named by ARN are
 * elsewhere; an uploaded one is what a gateway could serve, so it must be one: readable, and with the private
 * key that belongs to it. The texts are ours.
 */
export function readUploadedCertificate(input: UploadedMembers): Result<UploadedCertificate | null> {
  const { certificateBody: body, certificatePrivateKey: privateKey, certificateChain: chain } = input;
  if (!body && !privateKey && !chain) return ok(null);
  if (!body || !privateKey) {
    return fail(
      badRequest('A certificate must be uploaded with its certificateBody and certificatePrivateKey'),
    );
  }
  try {
    if (!new X509Certificate(body).checkPrivateKey(createPrivateKey(privateKey))) {
      return fail(badRequest('The certificatePrivateKey does not belong to the certificateBody'));
    }
    for (const pem of chain ? splitChain(chain) : []) new X509Certificate(pem);
  } catch {
    // What the parser says may quote the key.
    return fail(badRequest('The certificate could not be read: PEM-encoded texts are expected'));
  }
  return ok({ body, privateKey, chain: chain || null });
}

const splitChain = (chain: string): string[] =>
  chain.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [chain];
