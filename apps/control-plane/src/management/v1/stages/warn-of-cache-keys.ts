import type { Stage } from '#libs/api-definition';
import type { UnitOfWork } from '#libs/persistence';
import { cacheWarnings } from '#libs/snapshot-compiler';
import type { Logger } from '#libs/telemetry';
import { servedDefinitions } from './served-definitions.js';

/** Where everything is wrong, a few lines are enough. */
const LOGGED_MAX = 20;

/**
 * Says in the log what the keys of a stage's cache leave out, after a write that has changed what the stage
 * caches or serves. `before`: null of a new stage.
 */
export async function warnOfCacheKeys(
  uow: UnitOfWork,
  log: Logger,
  { before, after }: { readonly before: Stage | null; readonly after: Stage },
): Promise<void> {
  if (!after.cacheClusterEnabled || (before && cachesAlike(before, after))) return;
  const served = await servedDefinitions(uow, after);
  const warnings = served.flatMap(({ definition }) => cacheWarnings(definition, after));
  if (warnings.length === 0) return;
  const { restApiId, stageName } = after;
  log.warn('a stage caches responses that its keys do not tell apart', {
    restApiId,
    stageName,
    count: warnings.length,
    diagnostics: warnings.slice(0, LOGGED_MAX).map(({ code, message }) => `${code}: ${message}`),
  });
}

const cachesAlike = (before: Stage, after: Stage): boolean => {
  const [one, other] = [before, after].map((stage) =>
    JSON.stringify([
      stage.cacheClusterEnabled,
      stage.methodSettings,
      stage.deploymentId,
      stage.canarySettings?.deploymentId,
    ]),
  );
  return one === other;
};
