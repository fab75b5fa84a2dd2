import { canaryGuardTag, type CanarySettings } from '#libs/api-definition';
import { LatencySketch } from '#libs/metrics';
import { canaryFigures, canaryTrials, gateways, type CanaryTrial, type Database } from '#libs/persistence';
import { runOutbox } from './run-outbox.js';
import { owner, seedDefinition } from './seed-definition.js';

/** A stage `dev` on one deployment with its canary on another, guarded by a rule, and published. */
export async function trialOf(
  database: Database,
  restApiId: string,
  rule: string,
  changes: Partial<CanarySettings> = {},
) {
  const seed = seedDefinition(database);
  const canarySettings = {
    deploymentId: `${restApiId}-new`,
    percentTraffic: 50,
    stageVariableOverrides: null,
    useStageCache: false,
    ...changes,
  };
  const guarded = { canarySettings, tags: { [canaryGuardTag]: rule } };
  await seed.restApi(restApiId);
  for (const name of ['old', 'new']) await seed.deployment(restApiId, `${restApiId}-${name}`, name);
  await seed.stage(restApiId, 'dev', `${restApiId}-old`);
  const publish = async (): Promise<Map<string, string>> => {
    await seed.job('publish-rest-api', { restApiId });
    return runOutbox(database, 'stage');
  };
  const move = async (more: Partial<CanarySettings> = {}): Promise<void> => {
    const settings = { ...canarySettings, ...more };
    await seed.moveStage(restApiId, 'dev', `${restApiId}-old`, { ...guarded, canarySettings: settings });
  };
  await move();
  await publish();
  const trial = async (): Promise<CanaryTrial | undefined> =>
    database.read((uow) => canaryTrials.find(uow, restApiId, 'dev'));
  return {
    restApiId,
    owner,
    move,
    publish,
    trial,
    /** What gateways report of it: so many requests, so many of them errors, each so long. */
    served: async (side: 'base' | 'canary', requests: number, serverErrors = 0, ms = 10): Promise<void> => {
      const { id: trialId } = (await trial())!;
      const latency = new LatencySketch();
      latency.add(ms, requests);
      const figures = { requests, clientErrors: 0, serverErrors, latency };
      await database.write((uow) => canaryFigures.add(uow, [{ trialId, side, figures }]));
    },
    /** All that it has served is known up to so long ago. */
    reported: async (gatewayId: string, agoMs = 0): Promise<void> => {
      const { id } = (await trial())!;
      await database.write((uow) => canaryFigures.report(uow, { trialIds: [id], gatewayId, agoMs }));
    },
    /** As if it had run for so long. */
    ranFor: async (ms: number): Promise<void> => {
      const { id } = (await trial())!;
      await database.write((uow) => canaryTrials.start(uow, id, Date.now() - ms));
    },
  };
}

export const connect = (database: Database, gatewayId: string): Promise<string> =>
  database.write((uow) => gateways.seen(uow, gatewayId, 0));
