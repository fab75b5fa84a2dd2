/** The way of a change to the gateways: jobs, published documents, and how far each gateway has come. */
export { feedPositions } from './feed-positions.js';
export { acknowledgementChannel, gateways, type Gateway, type GatewayReport } from './gateways.js';
export type { OutboxRow } from './outbox-row.js';
export { outbox } from './outbox.js';
export { ownedJobs } from './owned-jobs.js';
export { feedChannel, publishedDocuments } from './published-documents.js';
export type { DocumentName, PublishedDocument, SubjectDocuments } from './published-documents.js';
