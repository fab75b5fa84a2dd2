export * from './check-access-log-format.js';
export * from './compile-access-log-format.js';
export * from './log-destination.js';
export * from './log-variable.js';
