export * from './exchange.js';
export * from './exchange-bounds.js';
export * from './journal-frame.js';
export * from './journal-use.js';
export * from './message-units.js';
export * from './parse-exchange.js';
export * from './usage-tally.js';
