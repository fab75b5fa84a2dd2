import { compileDomainRoutes, type DomainRoutes } from '#libs/domain-routing';
import type { DomainDocument } from '#libs/snapshot-format';
import { ClientTrust } from '../mutual-tls/client-trust.js';
import type { RejectionReason } from '../refusals/rejection-reasons.js';

/** A custom domain as it serves; small, as there may be ten thousand. */
export interface ActiveDomain {
  readonly domainName: string;
  readonly domainId: string;
  readonly region: string;
  readonly minimumTlsVersion: DomainDocument['minimumTlsVersion'];
  /** Which certificate it shows; null when none is known: then it is the gateway's own. */
  readonly certificate: DomainCertificate | null;
  /** Who must have certified its callers (mutual TLS); null: callers show no certificate. */
  readonly clientTrust: ClientTrust | null;
  /** Why no request is served, whatever its path; null when requests are. */
  readonly closedFor: RejectionReason | null;
  readonly route: DomainRoutes;
}

/** One of ACM's, or the one in the domain's own document. */
export type DomainCertificate =
  | { readonly kind: 'acm'; readonly id: string }
  | { readonly kind: 'uploaded'; readonly documentName: string };

export function activateDomain(document: DomainDocument, documentName: string): ActiveDomain {
  const { asksForClientCertificate = false, truststore } = document;
  const clientTrust =
    asksForClientCertificate && truststore
      ? new ClientTrust(truststore.digest, truststore.certificates)
      : null;
  return {
    domainName: document.domainName,
    domainId: document.domainId,
    region: document.region,
    minimumTlsVersion: document.minimumTlsVersion,
    certificate: certificateOf(document, documentName),
    clientTrust,
    closedFor: asksForClientCertificate && clientTrust === null ? 'domain.mutual_tls' : null,
    route: compileDomainRoutes(document),
  };
}

function certificateOf(
  { certificateId, uploadedCertificateSealed }: DomainDocument,
  documentName: string,
): DomainCertificate | null {
  if (certificateId !== undefined) return { kind: 'acm', id: certificateId };
  return uploadedCertificateSealed === undefined ? null : { kind: 'uploaded', documentName };
}
