/** What a management call leaves behind: its event, without secrets and bounded; and the chain of events. */
export { eventText, type AuditEvent, type UserIdentity } from './audit-event.js';
export { serviceEvent, type ServiceEvent } from './service-event.js';
export { genesisHash, linkHash, type Link } from './link-hash.js';
export { headOf, readHeads, type ChainHead } from './chain-head.js';
export { createExportCheck, type ExportCheck, type ExportProblem } from './export-check.js';
export { isReadOnly } from './is-read-only.js';
export { isAudited } from './is-audited.js';
export { hidden, looksSecret } from './looks-secret.js';
export { notSecret, secretMembers, type SecretMembers } from './secret-members.js';
export { presentPart, type Part, type PartContext } from './present-part.js';
export { entitiesOf, type AuditedEntity } from './entities-of.js';
