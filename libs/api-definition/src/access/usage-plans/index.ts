export * from './usage-plan.js';
export * from './api-stage.js';
export * from './create-usage-plan.js';
export * from './quota-settings.js';
export * from './throttle-settings.js';
export * from './usage-plan.patch-paths.js';
export * from './usage.patch-paths.js';
