import type { Received, Routed, Sending } from './invocation.js';
import type { MethodStep, Step } from './step.js';

/** The steps that a method's integration gives, in their order. */
export const integrationStepNames = [
  'buildIntegrationRequest',
  'callIntegration',
  'mapIntegrationResponse',
  'buildMethodResponse',
] as const;

/** What an integration does in each of its steps; null where it has nothing to do. */
export interface IntegrationRuns {
  readonly buildIntegrationRequest: Step<Routed>['run'];
  readonly callIntegration: Step<Sending>['run'] | null;
  readonly mapIntegrationResponse: Step<Received>['run'] | null;
  readonly buildMethodResponse: Step<Received>['run'];
}

/**
 * The named steps of an integration: those that it has, in the order of the pipeline, so that each finds what
 * the one before has set.
 */
export function integrationSteps(runs: IntegrationRuns): readonly MethodStep[] {
  return integrationStepNames.flatMap((name) => {
    const run = runs[name] as MethodStep['run'] | null;
    return run === null ? [] : [{ name, run }];
  });
}
