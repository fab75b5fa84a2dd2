import { ActionIcon, Button, Group, Stack, Text } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useReview } from '../../kit/review/use-review.js';
import { UpdateUsagePlan, type ApiStage } from '../../wire/generated/apigateway.js';
import { call } from '../../wire/operation.js';
import { limitsText, methodThrottles, unthrottlePatch, type MethodThrottle } from './method-throttle.js';
import { MethodThrottleDialog } from './method-throttle-dialog.js';

export interface MethodThrottleListProps {
  readonly planId: string;
  readonly apiStage: ApiStage;
}

/** The throttles of a stage's methods, each to change and to remove, and one more. */
export function MethodThrottleList({ planId, apiStage }: MethodThrottleListProps) {
  const [editing, setEditing] = useState<MethodThrottle | 'new' | null>(null);
  const review = useReview();
  const remove = (throttle: MethodThrottle) =>
    void review({
      title: `Throttle ${throttle.method} no more`,
      alterations: [{ what: `Throttle of ${throttle.method}`, from: limitsText(throttle), to: null }],
      steps: [
        call(UpdateUsagePlan, {
          usagePlanId: planId,
          patchOperations: unthrottlePatch(apiStage, throttle.key),
        }),
      ],
      confirm: 'Remove',
    });
  return (
    <Stack gap={4} align="flex-start">
      {methodThrottles(apiStage).map((throttle) => (
        <Group key={throttle.key} gap={4} wrap="nowrap">
          <Text size="sm" className="breaks">
            {throttle.method}: {limitsText(throttle)}
          </Text>
          <ActionIcon
            variant="subtle"
            size="sm"
            aria-label={`Change the throttle of ${throttle.method}`}
            onClick={() => setEditing(throttle)}
          >
            <IconPencil size={14} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="red"
            size="sm"
            aria-label={`Remove the throttle of ${throttle.method}`}
            onClick={() => remove(throttle)}
          >
            <IconTrash size={14} />
          </ActionIcon>
        </Group>
      ))}
      <Button size="compact-xs" variant="light" onClick={() => setEditing('new')}>
        Throttle a method
      </Button>
      {editing && (
        <MethodThrottleDialog
          planId={planId}
          apiStage={apiStage}
          throttle={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
        />
      )}
    </Stack>
  );
}
