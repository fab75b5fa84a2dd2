import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { callWire } from '../../wire/call-wire.js';
import { GetStage, GetStages, type Stage as RestStage } from '../../wire/generated/apigateway.js';
import {
  GetStage as GetStageV2,
  GetStages as GetStagesV2,
  type Stage as StageV2,
} from '../../wire/generated/apigatewayv2.js';
import type { ApiVersion } from './stage-reads.js';
import { modelOfRest, modelOfV2, type StageModel } from './stage-model.js';

/** A stage as both versions have it, and all of it as its own version has it. */
export interface ShownStage extends StageModel {
  readonly rest: RestStage | null;
  readonly v2: StageV2 | null;
}

export const useStage = (version: ApiVersion, apiId: string, stageName: string): UseQueryResult<ShownStage> =>
  useQuery({
    queryKey: ['stage', version, apiId, stageName],
    queryFn: async ({ signal }): Promise<ShownStage> => {
      if (version === 'rest') {
        const rest = await callWire(GetStage, { restApiId: apiId, stageName }, { signal });
        return { ...modelOfRest(rest), rest, v2: null };
      }
      const v2 = await callWire(GetStageV2, { apiId, stageName }, { signal });
      return { ...modelOfV2(v2), rest: null, v2 };
    },
  });

/** All stages of an API. */
export const useStages = (version: ApiVersion, apiId: string): UseQueryResult<readonly StageModel[]> =>
  useQuery({
    queryKey: ['stages', version, apiId],
    queryFn: async ({ signal }): Promise<readonly StageModel[]> => {
      if (version === 'rest') {
        const { item = [] } = await callWire(GetStages, { restApiId: apiId }, { signal });
        return item.map(modelOfRest);
      }
      const { items = [] } = await callWire(GetStagesV2, { apiId, maxResults: '500' }, { signal });
      return items.map(modelOfV2);
    },
  });
