import type { Step } from '../step.js';

/** Selects the integration response and runs its mappings and template. See "mapIntegrationResponse" in docs/REQUEST-PIPELINE.md. */
export const mapIntegrationResponse: Step = (invocation) =>
  invocation.method!.integration.mapResponse!(invocation);
