import type { AcmeChallengeDocument } from './acme-challenge-document.js';
import type { AuditHeadDocument } from './audit-head-document.js';
import type { AccessKeyDocument } from './access-key-document.js';
import type { ApiKeyDocument } from './api-key-document.js';
import type { CaptureDocument } from './capture-document.js';
import type { CertificateDocument } from './certificate-document.js';
import type { ClientCertificateDocument } from './client-certificate-document.js';
import type { DeniedIdentityDocument } from './denied-identity-document.js';
import type { DomainDocument } from './domain-document.js';
import type { PrincipalDocument } from './principal-document.js';
import type { QuotaDocument } from './quota-document.js';
import type { Snapshot } from '../snapshot.js';
import type { StageDocument } from './stage-document.js';
import type { AccountDocument, UsagePlanDocument } from './usage-plan-document.js';
import type { VpcLinkDocument } from './vpc-link-document.js';

/**
 * What each kind of published document holds. Gateways refuse a kind they do not know: skipping one would
 * fail open.
 */
export interface DocumentBodies {
  readonly snapshot: Snapshot;
  readonly stage: StageDocument;
  readonly 'api-key': ApiKeyDocument;
  readonly 'usage-plan': UsagePlanDocument;
  readonly quota: QuotaDocument;
  readonly account: AccountDocument;
  readonly 'client-certificate': ClientCertificateDocument;
  readonly 'vpc-link': VpcLinkDocument;
  readonly 'access-key': AccessKeyDocument;
  readonly principal: PrincipalDocument;
  readonly 'denied-identity': DeniedIdentityDocument;
  readonly 'audit-head': AuditHeadDocument;
  readonly capture: CaptureDocument;
  readonly certificate: CertificateDocument;
  readonly 'acme-challenge': AcmeChallengeDocument;
  readonly domain: DomainDocument;
}

export type DocumentKind = keyof DocumentBodies;
export const documentKinds = [
  'snapshot',
  'stage',
  'api-key',
  'usage-plan',
  'quota',
  'account',
  'client-certificate',
  'vpc-link',
  'access-key',
  'principal',
  'denied-identity',
  'audit-head',
  'capture',
  'certificate',
  'acme-challenge',
  'domain',
] as const satisfies readonly DocumentKind[];
