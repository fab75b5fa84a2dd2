import { infiniteQueryOptions } from '@tanstack/react-query';
import { callWire } from '../../wire/call-wire.js';
import type { Operation } from '../../wire/operation.js';
import {
  ReadApiDeploymentDiagnostics,
  ReadApiDeploymentDiff,
  ReadDeploymentDiagnostics,
  ReadDeploymentDiff,
} from '../../wire/tollgate/deployments.js';
import type { Page } from '../../wire/tollgate/service.js';
import {
  ReadApiStageDrift,
  ReadApiStageHistory,
  ReadApiStageRollout,
  ReadStageDrift,
  ReadStageHistory,
  ReadStageRollout,
  type StageMove,
} from '../../wire/tollgate/stages.js';

/** Whether an API is one of version 1 or 2; calls about their stages differ in their paths alone. */
export type ApiVersion = 'rest' | 'v2';

/** A stage, of whichever version its API is. */
export interface OfStage {
  readonly version: ApiVersion;
  readonly apiId: string;
  readonly stageName: string;
}

/** Moves of a page of the history. */
const movesMax = 100;

const read = <I, O>(operation: Operation<I, O>, input: NoInfer<I>) => ({
  queryKey: [operation.uri, input] as readonly unknown[],
  queryFn: ({ signal }: { readonly signal?: AbortSignal } = {}): Promise<O> =>
    callWire(operation, input, signal ? { signal } : {}),
});

export const rolloutOf = ({ version, apiId, stageName }: OfStage) =>
  version === 'rest'
    ? read(ReadStageRollout, { restApiId: apiId, stageName })
    : read(ReadApiStageRollout, { apiId, stageName });

export const driftOf = ({ version, apiId, stageName }: OfStage) =>
  version === 'rest'
    ? read(ReadStageDrift, { restApiId: apiId, stageName })
    : read(ReadApiStageDrift, { apiId, stageName });

/** Every move, newest first, in pages. */
export const historyOf = ({ version, apiId, stageName }: OfStage) =>
  infiniteQueryOptions({
    queryKey: ['stage-history', version, apiId, stageName],
    queryFn: ({ signal, pageParam: position }): Promise<Page<StageMove>> => {
      const page = { limit: movesMax, ...(position !== null && { position }) };
      return version === 'rest'
        ? callWire(ReadStageHistory, { restApiId: apiId, stageName, ...page }, { signal })
        : callWire(ReadApiStageHistory, { apiId, stageName, ...page }, { signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ position }) => position ?? null,
  });

/** What a move of the stage from one deployment to another would change. */
export const diffOf = ({ version, apiId }: Omit<OfStage, 'stageName'>, deploymentId: string, toId: string) =>
  version === 'rest'
    ? read(ReadDeploymentDiff, { restApiId: apiId, deploymentId, toId })
    : read(ReadApiDeploymentDiff, { apiId, deploymentId, toId });

export const diagnosticsOf = ({ version, apiId }: Omit<OfStage, 'stageName'>, deploymentId: string) =>
  version === 'rest'
    ? read(ReadDeploymentDiagnostics, { restApiId: apiId, deploymentId })
    : read(ReadApiDeploymentDiagnostics, { apiId, deploymentId });
