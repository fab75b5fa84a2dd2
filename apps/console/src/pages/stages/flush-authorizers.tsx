import { Button } from '@mantine/core';
import { useReview } from '../../kit/review/use-review.js';
import { FlushStageAuthorizersCache } from '../../wire/generated/apigateway.js';
import { ResetAuthorizersCache } from '../../wire/generated/apigatewayv2.js';
import { call } from '../../wire/operation.js';
import type { StagePageProps } from './stage-page.js';

/** Forgets what authorizers of the stage have said, before their TTL has. */
export function FlushAuthorizers({ version, apiId, stageName }: StagePageProps) {
  const review = useReview();
  const flush = () =>
    void review({
      title: `Forget the results of authorizers of ${stageName}`,
      alterations: [{ what: 'Results of authorizers', from: 'kept for their TTL', to: null }],
      steps: [
        version === 'rest'
          ? call(FlushStageAuthorizersCache, { restApiId: apiId, stageName })
          : call(ResetAuthorizersCache, { apiId, stageName }),
      ],
      confirm: 'Flush',
    });
  return (
    <Button variant="default" onClick={flush}>
      Flush authorizers
    </Button>
  );
}
