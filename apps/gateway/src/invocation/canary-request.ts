import type { ActiveStage } from './active-stage.js';

/**
 * `$context.isCanaryRequest`: there once a stage has canary settings (recorded: canary settings); else null.
 */
export function canaryRequest(stage: ActiveStage | null): 'true' | 'false' | null {
  if (stage === null) return null;
  if (stage.isCanary) return 'true';
  return stage.canary === null ? null : 'false';
}
