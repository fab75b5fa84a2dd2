/** The connection to Postgres: transactions, migrations, notifications. */
export type { Database } from './database/database.js';
export { feedPositions } from './feed/feed-positions.js';
export { createDatabase, type DatabaseOptions } from './database/create-database.js';
export { DatabaseUnavailableError, UnstorableValueError } from './database/database-errors.js';
export type { UnitOfWork } from './unit-of-work.js';
export type { ListPage } from './list-page.js';
/** Encryption of secrets at rest, and the check that the key is this database's own. */
export { createSealer, type Sealer } from './installation/sealer.js';
export { installation } from './installation/installation.js';
/** Who may sign management calls. */
export { counts, type Counted } from './counts/counts.js';
export { credentials, type Credential } from './credentials/credentials.js';
export { createCredentialCache } from './credentials/create-credential-cache.js';
/** Repositories: records of functions that take the unit of work first. */
export { accounts } from './accounts/accounts.js';
export { apiKeys, type ApiKeyFilter } from './api-keys/api-keys.js';
export { apiKeyImports } from './api-keys/api-key-imports.js';
export { sealContextOf, type StoredApiKey } from './api-keys/stored-api-key.js';
export { apiParts } from './api-parts/api-parts.js';
export { definitionTrees } from './definition-trees/definition-trees.js';
export { authorizers } from './authorizers/authorizers.js';
export { clientCertificates } from './client-certificates/client-certificates.js';
export { deployments, type CompilationState } from './deployments/deployments.js';
export { documentationParts, type OrderedDocumentationPart } from './documentation/documentation-parts.js';
export {
  documentationVersions,
  type DocumentationVersionSummary,
} from './documentation/documentation-versions.js';
export { accessAssociations } from './domain-names/access-associations.js';
export { basePathMappings } from './domain-names/base-path-mappings.js';
export { domainNames } from './domain-names/domain-names.js';
export { gatewayResponses } from './gateway-responses/gateway-responses.js';
export { methods } from './methods/methods.js';
export { models } from './models/models.js';
export { outbox } from './outbox/outbox.js';
export type { OutboxRow } from './outbox/outbox-row.js';
export { requestValidators } from './request-validators/request-validators.js';
export { resources } from './resources/resources.js';
export { restApis } from './rest-apis/rest-apis.js';
export { stageMoves, type RecordedStageMove, type StageMoveCause } from './stage-moves/stage-moves.js';
export { stages } from './stages/stages.js';
export { usagePlanKeys } from './usage-plan-keys/usage-plan-keys.js';
export { usagePlans } from './usage-plans/usage-plans.js';
export { vpcLinks } from './vpc-links/vpc-links.js';
/** The feed to gateways. */
export { feedChannel, publishedDocuments } from './feed/published-documents.js';
export type { DocumentName, PublishedDocument, SubjectDocuments } from './feed/published-documents.js';
/** Metering: the report, the state of quotas, permits out on lease, and the gateways that usage comes from. */
export { usage, type LateUsage, type UsageCounted, type UsageDay } from './usage/usage.js';
export { usageExport } from './usage/usage-export.js';
export { usageOrigins, type UsageBalance } from './usage/usage-origins.js';
export { usagePartitions } from './usage/usage-partitions.js';
export { usageHours, type UsageHour } from './usage/usage-hours.js';
export { quotas } from './quotas/quotas.js';
export { quotaLeases, type GatewayHoldings } from './quotas/quota-leases.js';
export { releaseLeases } from './quotas/release-leases.js';
export type { PlanKey, PlanQuota, QuotaName, QuotaPeriod, QuotaState } from './quotas/quota-rows.js';
export { meteringSenders, type MeteringSender } from './metering-senders/metering-senders.js';
/** Gateway processes and how far each has come; jobs as their owners see them. */
export { acknowledgementChannel, gateways, type Gateway } from './gateways/gateways.js';
export {
  testInvocationChannel,
  testInvocations,
  type TestInvocationState,
} from './test-invocations/test-invocations.js';
export { ownedJobs } from './outbox/owned-jobs.js';
export { tagged } from './tags/tagged.js';
