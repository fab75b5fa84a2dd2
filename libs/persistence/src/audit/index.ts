/** What management calls leave behind, how it is found, and the chain that it is linked by. */
export {
  AuditUnavailableError,
  auditEvents,
  type EventAttribute,
  type EventPlace,
  type EventSearch,
  type FoundEvent,
  type StoredEvent,
} from './audit-events.js';
export { auditChain } from './audit-chain.js';
export { auditExport, type ExportedEvent } from './audit-export.js';
