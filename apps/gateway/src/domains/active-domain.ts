import { compileDomainRoutes, type DomainRoutes } from '#libs/domain-routing';
import { compilePolicy, parsePolicy, type CompiledPolicy } from '#libs/iam-policy';
import type { DomainDocument } from '#libs/snapshot-format';
import { ClientTrust } from '../mutual-tls/client-trust.js';
import { domainCiphers, type DomainCiphers } from './domain-ciphers.js';
import type { RejectionReason } from '../refusals/rejection-reasons.js';

/** A custom domain as it serves; small, as there may be ten thousand. */
export interface ActiveDomain {
  readonly documentName: string;
  readonly domainName: string;
  readonly domainId: string;
  readonly accountId: string;
  readonly region: string;
  readonly minimumTlsVersion: DomainDocument['minimumTlsVersion'];
  /** Null: whatever the gateway has. */
  readonly ciphers: DomainCiphers | null;
  /** Which certificate it shows; null when none is known: then it is the gateway's own. */
  readonly certificate: DomainCertificate | null;
  /** Who must have certified its callers (mutual TLS); null: callers show no certificate. */
  readonly clientTrust: ClientTrust | null;
  /** Of a private domain: who may call it; null of others, which everybody may. */
  readonly policy: CompiledPolicy | null;
  /** Whether callers must ask TLS for the very host that they call. */
  readonly isStrict: boolean;
  /** Why no request is served, whatever its path; null when requests are. */
  readonly closedFor: RejectionReason | null;
  readonly route: DomainRoutes;
}

/** One of ACM's, or the one in the domain's own document. */
export type DomainCertificate =
  | { readonly kind: 'acm'; readonly id: string }
  | { readonly kind: 'uploaded'; readonly documentName: string };

export function activateDomain(document: DomainDocument, documentName: string): ActiveDomain {
  const { asksForClientCertificate = false, isPrivate = false, truststore } = document;
  const policy = isPrivate ? compileDomainPolicy(document.policy) : null;
  const clientTrust = asksForClientCertificate && truststore ? new ClientTrust(truststore) : null;
  return {
    documentName,
    domainName: document.domainName,
    domainId: document.domainId,
    accountId: document.accountId,
    region: document.region,
    minimumTlsVersion: document.minimumTlsVersion,
    ciphers: document.ciphers === undefined ? null : domainCiphers(document.ciphers),
    certificate: certificateOf(document, documentName),
    clientTrust,
    policy,
    isStrict: document.isStrict === true,
    closedFor: closedFor(asksForClientCertificate && clientTrust === null, isPrivate && policy === null),
    route: compileDomainRoutes(document),
  };
}

function closedFor(lacksTruststore: boolean, lacksPolicy: boolean): RejectionReason | null {
  if (lacksTruststore) return 'domain.mutual_tls';
  return lacksPolicy ? 'domain.policy' : null;
}

/** Null: there is none that can be read, which lets nobody in. */
function compileDomainPolicy(text: string | undefined): CompiledPolicy | null {
  if (text === undefined) return null;
  const { policy } = parsePolicy(text, 'resource');
  return policy === undefined ? null : compilePolicy(policy, { name: 'the policy of the domain' });
}

function certificateOf(
  { certificateId, uploadedCertificateSealed }: DomainDocument,
  documentName: string,
): DomainCertificate | null {
  if (certificateId !== undefined) return { kind: 'acm', id: certificateId };
  return uploadedCertificateSealed === undefined ? null : { kind: 'uploaded', documentName };
}
