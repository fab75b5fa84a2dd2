export * from './explanation.js';
export * from './explanation-block.js';
export { printExplanation } from './print-explanation.js';
