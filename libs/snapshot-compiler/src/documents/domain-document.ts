import { createHash } from 'node:crypto';
import {
  certificateIdOf,
  isPrivateDomain,
  NO_BASE_PATH,
  revocationListsOf,
  type BasePathMapping,
  type DomainName,
  type RoutingRule,
  type RoutingRuleCondition,
} from '#libs/api-definition';
import {
  documentNames,
  sealDocument,
  type DomainRoutingCondition,
  type DomainRoutingMode,
  type SealedDocument,
} from '#libs/snapshot-format';
import { tlsRulesOf } from './security-policies.js';

/** As it was read from S3. */
interface PublishableTruststore {
  /** PEM, as `readTruststore` has left it. */
  readonly certificates: string;
  /** What lists of revoked certificates said, and until when; null where none are asked. */
  readonly revocations: { readonly entries: Buffer; readonly untilMs: number } | null;
}

/** All that a domain's document is made of. */
export interface PublishableDomain {
  readonly domain: DomainName;
  readonly mappings: readonly BasePathMapping[];
  readonly routingRules: readonly RoutingRule[];
  /** The VPC endpoints that it has an access association with. */
  readonly vpcEndpointIds: readonly string[];
  /** As the database has it, sealed with the master key; null when the certificate is named by ARN. */
  readonly certificateSealed: Buffer | null;
  /** Null when none has been read. */
  readonly truststore: PublishableTruststore | null;
}

/** The document of a custom domain as it is kept in the feed. */
export function domainDocument({
  domain,
  mappings,
  routingRules,
  vpcEndpointIds,
  certificateSealed,
  truststore,
}: PublishableDomain): SealedDocument {
  const { owner, id, domainName } = domain;
  const isPrivate = isPrivateDomain(domain);
  const isStrict = domain.endpointAccessMode === 'STRICT';
  const certificateId = certificateIdOf(domain);
  const asked = domain.mutualTlsAuthentication === null ? null : truststore;
  const requires = [
    ...(isPrivate ? ['private-apis' as const] : []),
    ...(isStrict ? ['strict-endpoints' as const] : []),
    ...(asked !== null && asked.revocations !== null ? ['revocations' as const] : []),
  ];
  return sealDocument('domain', documentNames.domain(domainName, isPrivate ? id : null), {
    ...(requires.length > 0 && { requires }),
    accountId: owner.accountId,
    region: owner.region,
    domainId: id,
    domainName,
    ...(isPrivate && { isPrivate }),
    ...(isPrivate && vpcEndpointIds.length > 0 && { vpcEndpointIds: [...vpcEndpointIds].sort() }),
    ...(isPrivate && domain.policy !== null && { policy: domain.policy }),
    ...(isStrict && { isStrict }),
    ...(certificateId !== null && { certificateId }),
    ...(certificateId === null &&
      certificateSealed !== null && { uploadedCertificateSealed: certificateSealed.toString('base64') }),
    ...tlsRulesOf(domain.securityPolicy),
    ...(domain.mutualTlsAuthentication !== null && { asksForClientCertificate: true }),
    ...(asked !== null && { truststore: ofTruststore(domain, asked) }),
    routingMode: routingModes[domain.routingMode] ?? 'API_MAPPING_ONLY',
    mappings: mappings.map(({ basePath, restApiId, stage }) => ({
      basePath: basePath === NO_BASE_PATH ? '' : basePath,
      restApiId,
      stageName: stage,
    })),
    routingRules: [...routingRules]
      .sort((one, other) => one.priority - other.priority)
      .map(({ id: routingRuleId, conditions, restApiId, stage, stripBasePath }) => ({
        routingRuleId,
        conditions: conditions.map(conditionOf),
        restApiId,
        stageName: stage,
        stripsBasePath: stripBasePath,
      })),
  });
}

function ofTruststore({ tags }: DomainName, { certificates, revocations }: PublishableTruststore) {
  const digest = createHash('sha256').update(certificates);
  if (revocations === null) return { certificates, digest: digest.digest('hex') };
  const { entries, untilMs } = revocations;
  const isOnceOutOfDate = revocationListsOf(tags)?.whenOutOfDate !== 'allow';
  return {
    certificates,
    digest: digest.update(entries).digest('hex'),
    revocations: { entries: entries.toString('base64'), ...(isOnceOutOfDate && { untilMs }) },
  };
}

/** As version 1 of the API names the modes. */
const routingModes: Readonly<Record<string, DomainRoutingMode>> = {
  BASE_PATH_MAPPING_ONLY: 'API_MAPPING_ONLY',
  ROUTING_RULE_ONLY: 'ROUTING_RULE_ONLY',
  ROUTING_RULE_THEN_BASE_PATH_MAPPING: 'ROUTING_RULE_THEN_API_MAPPING',
};

const conditionOf = (condition: RoutingRuleCondition): DomainRoutingCondition =>
  'matchBasePaths' in condition
    ? { anyBasePath: condition.matchBasePaths }
    : { anyHeader: condition.matchHeaders };
