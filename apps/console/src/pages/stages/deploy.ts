import { useQueryClient } from '@tanstack/react-query';
import { useReview } from '../../kit/review/use-review.js';
import { WireError } from '../../wire/errors.js';
import { CreateDeployment } from '../../wire/generated/apigateway.js';
import { CreateDeployment as CreateDeploymentV2 } from '../../wire/generated/apigatewayv2.js';
import { call } from '../../wire/operation.js';
import type { DefinitionChanges } from '../../wire/tollgate/stages.js';
import { alterationsOf, changesText } from './changes-list.js';
import { driftOf, type ApiVersion, type OfStage } from './stage-reads.js';

export interface Deploying {
  readonly version: ApiVersion;
  readonly apiId: string;
  readonly stageName: string;
  readonly description?: string;
  /** A canary of so many percent instead of all traffic; of REST APIs. */
  readonly percentTraffic?: number;
}

/** More rows than this say less than their number. */
const rowsMax = 30;

/** Shows what a deployment would change on its stage, then makes it. True when it was made. */
export function useDeploy(): (deploying: Deploying) => Promise<boolean> {
  const review = useReview();
  const queries = useQueryClient();
  return async ({ version, apiId, stageName, description, percentTraffic }) => {
    const changes = await changesOf({ version, apiId, stageName });
    if (changes === null && percentTraffic !== undefined)
      throw new Error(`There is no stage ${stageName}. Create it first: this deployment makes none.`);
    const rows =
      changes === null
        ? // A stage of version 2 is made before its first deployment; an unknown one the service refuses.
          [
            {
              what: `Stage ${stageName}`,
              from: null,
              to: version === 'rest' ? 'new' : 'its first deployment',
            },
          ]
        : alterationsOf(changes);
    const said = description === undefined || description === '' ? {} : { description };
    const step =
      version === 'rest'
        ? call(CreateDeployment, {
            restApiId: apiId,
            stageName,
            ...said,
            ...(percentTraffic !== undefined && { canarySettings: { percentTraffic } }),
          })
        : call(CreateDeploymentV2, { apiId, stageName, ...said });
    const outputs = await review({
      title: `Deploy to ${stageName}${percentTraffic === undefined ? '' : ` as a canary of ${percentTraffic} %`}`,
      alterations:
        rows.length === 0
          ? [{ what: 'The definition', from: 'as deployed', to: 'the same: nothing differs' }]
          : rows.length > rowsMax && changes !== null
            ? [{ what: 'The definition', from: 'as deployed', to: changesText(changes) }]
            : rows,
      steps: [step],
      confirm: 'Deploy',
    });
    if (outputs) void queries.invalidateQueries();
    return outputs !== null;
  };
}

/** How the definition differs from what the stage serves; null where it serves nothing or is not there. */
async function changesOf(stage: OfStage): Promise<DefinitionChanges | null> {
  try {
    const drift = await driftOf(stage).queryFn();
    return drift.canary ?? drift;
  } catch (error) {
    if (error instanceof WireError && error.status === 404) return null;
    throw error;
  }
}
