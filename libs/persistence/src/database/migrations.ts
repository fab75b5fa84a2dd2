import { Foundation0001 } from '../../../../migrations/0001-foundation.js';
import { ApiParts0002 } from '../../../../migrations/0002-api-parts.js';
import { DomainsLinksCertificates0003 } from '../../../../migrations/0003-domains-links-certificates.js';
import { UsageByMonth0004 } from '../../../../migrations/0004-usage-by-month.js';
import { UsageOrigins0005 } from '../../../../migrations/0005-usage-origins.js';
import { StageMoves0006 } from '../../../../migrations/0006-stage-moves.js';
import { ClientCertificateDocuments0007 } from '../../../../migrations/0007-client-certificate-documents.js';
import { TestInvocations0008 } from '../../../../migrations/0008-test-invocations.js';
import { UsageRows0009 } from '../../../../migrations/0009-usage-rows.js';
import { VpcLinkDocuments0010 } from '../../../../migrations/0010-vpc-link-documents.js';
import { TlsPolicyOfApis0011 } from '../../../../migrations/0011-tls-policy-of-apis.js';
import { FeedPositions0012 } from '../../../../migrations/0012-feed-positions.js';
import { GatewayCapabilities0013 } from '../../../../migrations/0013-gateway-capabilities.js';
import { OperatorCredentials0014 } from '../../../../migrations/0014-operator-credentials.js';
import { OwnersOfJobs0015 } from '../../../../migrations/0015-owners-of-jobs.js';
import { BreakingMigrations0016 } from '../../../../migrations/0016-breaking-migrations.js';
import { OrderOfMethodMaps0017 } from '../../../../migrations/0017-order-of-method-maps.js';
import { Identity0018 } from '../../../../migrations/0018-identity.js';
import { IdentityDocuments0019 } from '../../../../migrations/0019-identity-documents.js';
import { FlushesOfAuthorizers0020 } from '../../../../migrations/0020-flushes-of-authorizers.js';
import { DeniedIdentities0021 } from '../../../../migrations/0021-denied-identities.js';
import { MetricData0022 } from '../../../../migrations/0022-metric-data.js';
import { Audit0023 } from '../../../../migrations/0023-audit.js';
import { ObservationSenders0024 } from '../../../../migrations/0024-observation-senders.js';
import { LogsRoles0025 } from '../../../../migrations/0025-logs-roles.js';
import { Logs0026 } from '../../../../migrations/0026-logs.js';
import { Explanations0027 } from '../../../../migrations/0027-explanations.js';
import { Alarms0028 } from '../../../../migrations/0028-alarms.js';
import { Captures0029 } from '../../../../migrations/0029-captures.js';
import { Certificates0030 } from '../../../../migrations/0030-certificates.js';
import { ResponseCaches0031 } from '../../../../migrations/0031-response-caches.js';
import { DomainDocuments0032 } from '../../../../migrations/0032-domain-documents.js';
import { CanaryTrials0033 } from '../../../../migrations/0033-canary-trials.js';
import { LeavingGateways0034 } from '../../../../migrations/0034-leaving-gateways.js';
import { CanaryReleases0035 } from '../../../../migrations/0035-canary-releases.js';
import { CertificateOrders0036 } from '../../../../migrations/0036-certificate-orders.js';
import { Truststores0037 } from '../../../../migrations/0037-truststores.js';
import { HttpApis0038 } from '../../../../migrations/0038-http-apis.js';
import { OwnershipVerification0039 } from '../../../../migrations/0039-ownership-verification.js';
import { Revocations0040 } from '../../../../migrations/0040-revocations.js';
import { SignInLinks0041 } from '../../../../migrations/0041-sign-in-links.js';

/** Every migration, oldest first. Listed by class: the same line works from sources and from the build. */
export const migrations = [
  Foundation0001,
  ApiParts0002,
  DomainsLinksCertificates0003,
  UsageByMonth0004,
  UsageOrigins0005,
  StageMoves0006,
  ClientCertificateDocuments0007,
  TestInvocations0008,
  UsageRows0009,
  VpcLinkDocuments0010,
  TlsPolicyOfApis0011,
  FeedPositions0012,
  GatewayCapabilities0013,
  OperatorCredentials0014,
  OwnersOfJobs0015,
  BreakingMigrations0016,
  OrderOfMethodMaps0017,
  Identity0018,
  IdentityDocuments0019,
  FlushesOfAuthorizers0020,
  DeniedIdentities0021,
  MetricData0022,
  Audit0023,
  ObservationSenders0024,
  LogsRoles0025,
  Logs0026,
  Explanations0027,
  Alarms0028,
  Captures0029,
  Certificates0030,
  ResponseCaches0031,
  DomainDocuments0032,
  CanaryTrials0033,
  LeavingGateways0034,
  CanaryReleases0035,
  CertificateOrders0036,
  Truststores0037,
  HttpApis0038,
  OwnershipVerification0039,
  Revocations0040,
  SignInLinks0041,
] as const;
