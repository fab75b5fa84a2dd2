export * from './stage.js';
export * from './canary.patch-paths.js';
export * from './create-stage.js';
export * from './deploy-to-stage.js';
export * from './method-settings.js';
export * from './stage-name.js';
export * from './stage.patch-paths.js';
export * from './stage-moves.js';
