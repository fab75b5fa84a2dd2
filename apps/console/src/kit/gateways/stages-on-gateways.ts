import { queryOptions } from '@tanstack/react-query';
import { callWire } from '../../wire/call-wire.js';
import { GetRestApis, GetStages } from '../../wire/generated/apigateway.js';
import { GetApis, GetStages as GetStagesV2 } from '../../wire/generated/apigatewayv2.js';
import { ReadApiStageRollout, ReadStageRollout } from '../../wire/tollgate/stages.js';
import type { StageOnGateways } from './gateway-summary.js';

/** Stages that are looked at; an installation with more has monitoring for the rest. */
export const stagesMax = 100;
/** Calls at once. */
const laneCount = 6;
const askEveryMs = 10_000;

type Named = Omit<StageOnGateways, 'gateways' | 'deploymentId'>;

/** The first stages of all APIs, each with its rollout. */
export const stagesOnGateways = queryOptions({
  queryKey: ['stages-on-gateways'],
  refetchInterval: askEveryMs,
  queryFn: async ({ signal }): Promise<readonly StageOnGateways[]> => {
    const [rest, v2] = await Promise.all([
      callWire(GetRestApis, { limit: 500 }, { signal }),
      callWire(GetApis, { maxResults: '500' }, { signal }),
    ]);
    const apis = [
      ...(rest.items ?? []).map(({ id = '', name = '' }) => ({
        apiId: id,
        apiName: name,
        version: 'rest' as const,
      })),
      ...(v2.items ?? []).map(({ apiId = '', name = '' }) => ({
        apiId,
        apiName: name,
        version: 'v2' as const,
      })),
    ].slice(0, stagesMax);
    const named = (
      await inLanes(apis, async (api): Promise<Named[]> => {
        const { apiId, version } = api;
        const stages =
          version === 'rest'
            ? ((await callWire(GetStages, { restApiId: apiId }, { signal })).item ?? [])
            : ((await callWire(GetStagesV2, { apiId }, { signal })).items ?? []);
        return stages.map(({ stageName = '' }) => ({ ...api, stageName }));
      })
    ).flat();
    return inLanes(named.slice(0, stagesMax), async (stage) => {
      const { apiId, stageName, version } = stage;
      const { deploymentId, gateways } =
        version === 'rest'
          ? await callWire(ReadStageRollout, { restApiId: apiId, stageName }, { signal })
          : await callWire(ReadApiStageRollout, { apiId, stageName }, { signal });
      return { ...stage, deploymentId, gateways };
    });
  },
});

/** As `Promise.all`, with few under way at a time. */
async function inLanes<T, R>(all: readonly T[], act: (one: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const lane = async () => {
    while (next < all.length) {
      const index = next++;
      results[index] = await act(all[index]!);
    }
  };
  await Promise.all(Array.from({ length: laneCount }, lane));
  return results;
}
