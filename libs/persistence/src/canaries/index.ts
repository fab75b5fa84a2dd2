export { canaryTrials, type CanaryTrial, type TrialSettings } from './canary-trials.js';
export { canaryFigures, type TrialFigures, type TrialReport } from './canary-figures.js';
