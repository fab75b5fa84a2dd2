import { Anchor, Button, Table, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { apiPath } from '../../kit/api-paths.js';
import { Empty } from '../../kit/empty.js';
import { useMeteredApis, type MeteredApi } from '../../kit/metered-apis.js';
import { useReview } from '../../kit/review/use-review.js';
import { Section } from '../../kit/section.js';
import { UpdateUsagePlan, type ApiStage, type UsagePlan } from '../../wire/generated/apigateway.js';
import { call } from '../../wire/operation.js';
import { AddStageDialog } from './add-stage-dialog.js';
import { MethodThrottleList } from './method-throttle-list.js';

/** Where a plan's limits hold, with the throttles of single methods. */
export function PlanStages({ plan }: { readonly plan: UsagePlan }) {
  const [isAdding, setAdding] = useState(false);
  const review = useReview();
  const usagePlanId = plan.id ?? '';
  const stages = plan.apiStages ?? [];
  const apis = useMeteredApis().data ?? [];
  const byId = new Map(apis.map((api) => [api.id, api]));
  const remove = ({ apiId, stage }: ApiStage) =>
    review({
      title: `Take ${apiId}:${stage} out of the plan`,
      alterations: [{ what: 'Stage of the plan', from: `${apiId}:${stage}`, to: null }],
      steps: [
        call(UpdateUsagePlan, {
          usagePlanId,
          patchOperations: [{ op: 'remove', path: '/apiStages', value: `${apiId}:${stage}` }],
        }),
      ],
      confirm: 'Remove',
      danger: 'Keys of this plan are refused there from now on, unless another plan has them.',
    });
  return (
    <Section
      title="Stages"
      actions={
        <Button size="xs" onClick={() => setAdding(true)}>
          Add stage
        </Button>
      }
    >
      {stages.length === 0 ? (
        <Empty
          title="No stage"
          first="A plan without a stage limits nothing. Add the stage whose methods need a key."
        />
      ) : (
        <Table.ScrollContainer minWidth={520}>
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>API</Table.Th>
                <Table.Th>Stage</Table.Th>
                <Table.Th>Throttles of methods</Table.Th>
                <Table.Th>Remove</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {stages.map((each) => (
                <Table.Tr key={`${each.apiId}:${each.stage}`}>
                  <Table.Td>
                    <Anchor component={Link} to={stagePath(each, byId.get(each.apiId ?? ''))}>
                      {byId.get(each.apiId ?? '')?.name ?? each.apiId}
                    </Anchor>
                    <Text size="xs" c="dimmed">
                      {each.apiId}
                    </Text>
                  </Table.Td>
                  <Table.Td className="breaks">{each.stage}</Table.Td>
                  <Table.Td>
                    {byId.get(each.apiId ?? '')?.kind === 'WEBSOCKET' ? (
                      <Text size="sm" c="dimmed">
                        none
                      </Text>
                    ) : (
                      <MethodThrottleList planId={usagePlanId} apiStage={each} />
                    )}
                  </Table.Td>
                  <Table.Td>
                    <Button size="compact-xs" variant="light" color="red" onClick={() => void remove(each)}>
                      Remove
                    </Button>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {isAdding && <AddStageDialog planId={usagePlanId} onClose={() => setAdding(false)} />}
    </Section>
  );
}

/** An API that is not known yet is taken for one of version 1. */
const stagePath = ({ apiId = '', stage = '' }: ApiStage, api: MeteredApi | undefined): string =>
  apiPath(api && api.kind !== 'REST' ? 'v2' : 'rest', apiId, `stages/${encodeURIComponent(stage)}`);
