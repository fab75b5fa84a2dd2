export { explanations, type KeptExplanation } from './explanations.js';
