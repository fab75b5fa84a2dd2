// By area, as the folders are. Repositories are records of functions that take the unit of work first.
export * from './database/index.js';
export * from './installation/index.js';
export * from './identity/index.js';
export * from './account/index.js';
export * from './rest/index.js';
export * from './access/index.js';
export * from './certificates/index.js';
export * from './domains/index.js';
export * from './metering/index.js';
export * from './observations/index.js';
export * from './logs/index.js';
export * from './feed/index.js';
export * from './metrics/index.js';
export * from './canaries/index.js';
export * from './audit/index.js';
export * from './explanations/index.js';
export * from './alarms/index.js';
