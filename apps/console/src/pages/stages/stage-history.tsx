import { Button, Code } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Problem } from '../../kit/problem.js';
import { useReview } from '../../kit/review/use-review.js';
import { Section } from '../../kit/section.js';
import { Listed } from '../../kit/table/listed.js';
import type { Column } from '../../kit/table/rows.js';
import { When } from '../../kit/when.js';
import { UpdateStage } from '../../wire/generated/apigateway.js';
import { UpdateStage as UpdateStageV2 } from '../../wire/generated/apigatewayv2.js';
import { call } from '../../wire/operation.js';
import type { StageMove } from '../../wire/tollgate/stages.js';
import { alterationsOf } from './changes-list.js';
import type { StagePageProps } from './stage-page.js';
import { diffOf, historyOf } from './stage-reads.js';

type HistoryProps = StagePageProps & {
  readonly deploymentId: string | null;
  readonly deploysItself: boolean;
};

/** Who moved the stage from which deployment to which, and the way back. */
export function StageHistorySection({
  version,
  apiId,
  stageName,
  deploymentId,
  deploysItself,
}: HistoryProps) {
  const [error, setError] = useState<unknown>(null);
  const query = useInfiniteQuery(historyOf({ version, apiId, stageName }));
  const review = useReview();
  const rollBack = async (to: string) => {
    setError(null);
    try {
      const changes = await diffOf({ version, apiId }, deploymentId ?? to, to).queryFn();
      await review({
        title: `Roll ${stageName} back to ${to}`,
        alterations: [{ what: 'Deployment', from: deploymentId, to }, ...alterationsOf(changes)],
        steps: [
          version === 'rest'
            ? call(UpdateStage, {
                restApiId: apiId,
                stageName,
                patchOperations: [{ op: 'replace', path: '/deploymentId', value: to }],
              })
            : call(UpdateStageV2, { apiId, stageName, deploymentId: to }),
        ],
        confirm: 'Roll back',
      });
    } catch (failure) {
      setError(failure);
    }
  };
  return (
    <Section
      title="History"
      hint={
        deploysItself
          ? 'Each deployment that this stage has served. It deploys itself: to go back, switch that off first'
          : 'Each deployment that this stage has served; nothing is built anew to go back'
      }
    >
      {error !== null && <Problem error={error} />}
      <Listed
        label="History of the stage"
        query={query}
        of={({ items }) => items}
        columns={columns(deploymentId, deploysItself ? null : (to) => void rollBack(to))}
        rowKey={({ movedAt, target, operation, to }) =>
          `${movedAt} ${target} ${operation} ${to?.deploymentId}`
        }
        maxHeight="18rem"
        empty={{ title: 'Never moved', first: 'The first deployment begins the history.' }}
      />
    </Section>
  );
}

const columns = (current: string | null, rollBack: ((to: string) => void) | null): Column<StageMove>[] => [
  { title: 'When', width: '9rem', cell: ({ movedAt }) => <When at={movedAt} /> },
  { title: 'What', width: '7rem', cell: ({ target }) => target },
  {
    title: 'Deployment',
    width: '14rem',
    cell: ({ from, to }) => (
      <Code>
        {from?.deploymentId ?? 'none'} → {to?.deploymentId ?? 'none'}
      </Code>
    ),
  },
  { title: 'By', cell: ({ movedBy, operation }) => `${movedBy.accessKeyId}, ${operation}` },
  {
    title: 'Back',
    width: '8rem',
    cell: ({ target, to }) =>
      rollBack &&
      target === 'stage' &&
      to &&
      to.deploymentId !== current && (
        <Button size="compact-xs" variant="light" onClick={() => rollBack(to.deploymentId)}>
          Roll back
        </Button>
      ),
  },
];
