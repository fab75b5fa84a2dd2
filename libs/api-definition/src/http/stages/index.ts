export * from './http-stage.js';
export * from './new-http-stage.js';
export * from './route-settings.js';
