import { badRequest, fail, notFound, ok, type Result } from '../../domain-error.js';
import type { Owner } from '../../owner.js';

/**
 * What the gateway shows to backends of a stage that names it. The private key is kept sealed and is no
 * member of this.
 */
export interface ClientCertificate {
  readonly owner: Owner;
  readonly id: string;
  readonly description: string | null;
  /** X.509, PEM. */
  readonly pemEncodedCertificate: string;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
  readonly tags: Readonly<Record<string, string>>;
}

/** How long a certificate is valid (developer guide: client certificates). */
export const CLIENT_CERTIFICATE_DAYS = 365;

/** In the style of the other identifiers; AWS's text is not recorded. */
export const clientCertificateNotFound = notFound('Invalid Client Certificate identifier specified');

/** A certificate that a stage shows stays. The text is ours. */
export function checkClientCertificateDeletion(
  id: string,
  users: readonly { readonly restApiId: string; readonly stageName: string }[],
): Result<null> {
  if (users.length === 0) return ok(null);
  const stages = users.map(({ restApiId, stageName }) => `${restApiId}/${stageName}`).join(', ');
  return fail(badRequest(`Cannot delete client certificate '${id}', is referenced in stages: [${stages}]`));
}
