import { badRequest, fail, ok, type Result } from '#libs/api-definition';
import { coversName, readImport } from '#libs/certificates';

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
 * The certificate that a create call brings along, or null without one. It is held to what an import is, as
 * gateways serve both, and must be for the domain's name. What is wrong with it is said in ACM's words.
 */
export function readUploadedCertificate(
  {
    certificateBody,
    certificatePrivateKey,
    certificateChain,
    domainName,
  }: UploadedMembers & { readonly domainName: string },
  nowMs: number,
): Result<UploadedCertificate | null> {
  if (!certificateBody && !certificatePrivateKey && !certificateChain) return ok(null);
  if (!certificateBody || !certificatePrivateKey) {
    return fail(
      badRequest('A certificate must be uploaded with its certificateBody and certificatePrivateKey'),
    );
  }
  const read = readImport(
    {
      certificate: certificateBody,
      privateKey: certificatePrivateKey,
      ...(certificateChain && { chain: certificateChain }),
    },
    nowMs,
  );
  if (!read.ok) return fail(badRequest(read.message));
  const { issued, privateKey } = read.value;
  if (!coversName(issued.facts, domainName))
    return fail(badRequest(`The certificate is not for the domain name ${domainName}`));
  return ok({ body: issued.certificate, privateKey, chain: issued.chain });
}
