import { Button, Group, Slider, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useReview } from '../../kit/review/use-review.js';
import { Section } from '../../kit/section.js';
import {
  UpdateStage,
  type CanarySettings,
  type PatchOperation,
  type Stage,
} from '../../wire/generated/apigateway.js';
import { call } from '../../wire/operation.js';
import { CanaryDialog } from './canary-dialog.js';
import { CanaryFigures } from './canary-figures.js';
import { promotePatch } from './canary-patch.js';
import { CanarySettingsFacts } from './canary-settings.js';

/** A new deployment for some of the traffic, until it is promoted or removed. */
export function StageCanary({ apiId, stage }: { readonly apiId: string; readonly stage: Stage }) {
  const canary = stage.canarySettings;
  const [isEditing, setEditing] = useState(false);
  return (
    <Section
      title="Canary"
      hint={canary ? `Deployment ${canary.deploymentId}` : undefined}
      actions={
        <Button size="xs" variant="default" onClick={() => setEditing(true)}>
          {canary ? 'Edit canary' : 'Edit guard'}
        </Button>
      }
    >
      {canary ? (
        <Running key={canary.percentTraffic} apiId={apiId} stage={stage} canary={canary} />
      ) : (
        <Text size="sm">
          None. Deploy with a percentage to try a deployment on some of the traffic first.
        </Text>
      )}
      {isEditing && <CanaryDialog apiId={apiId} stage={stage} onClose={() => setEditing(false)} />}
    </Section>
  );
}

interface RunningProps {
  readonly apiId: string;
  readonly stage: Stage;
  readonly canary: CanarySettings;
}

function Running({ apiId, stage, canary }: RunningProps) {
  const review = useReview();
  const stageName = stage.stageName ?? '';
  const now = canary.percentTraffic ?? 0;
  const [percent, setPercent] = useState(now);
  const update = (
    title: string,
    confirm: string,
    patchOperations: PatchOperation[],
    alterations: { what: string; from: string | null; to: string | null }[],
  ) =>
    review({
      title,
      confirm,
      alterations,
      steps: [call(UpdateStage, { restApiId: apiId, stageName, patchOperations })],
    });
  const move = () =>
    update(
      `Send ${percent} % to the canary of ${stageName}`,
      'Change',
      [{ op: 'replace', path: '/canarySettings/percentTraffic', value: String(percent) }],
      [{ what: 'Percent of traffic', from: String(now), to: String(percent) }],
    );
  const promote = () =>
    update(`Promote the canary of ${stageName}`, 'Promote', promotePatch(canary), [
      { what: 'Deployment of the stage', from: stage.deploymentId ?? null, to: canary.deploymentId ?? null },
      ...Object.entries(canary.stageVariableOverrides ?? {}).map(([name, value]) => ({
        what: `Variable ${name}`,
        from: stage.variables?.[name] ?? null,
        to: value,
      })),
      { what: 'Canary', from: canary.deploymentId ?? null, to: null },
    ]);
  const remove = () =>
    update(
      `Remove the canary of ${stageName}`,
      'Remove',
      [{ op: 'remove', path: '/canarySettings' }],
      [{ what: 'Canary', from: canary.deploymentId ?? null, to: null }],
    );
  return (
    <Stack gap="md">
      <Slider
        thumbLabel="Percent of the traffic"
        value={percent}
        onChange={setPercent}
        min={0}
        max={100}
        step={1}
        label={(value) => `${value} %`}
        marks={[0, 25, 50, 75, 100].map((value) => ({ value, label: `${value} %` }))}
        mb="md"
        maw={520}
      />
      <Group gap="xs">
        <Button variant="default" disabled={percent === now} onClick={() => void move()}>
          Send {percent} %
        </Button>
        <Button onClick={() => void promote()}>Promote</Button>
        <Button variant="light" color="red" onClick={() => void remove()}>
          Remove
        </Button>
      </Group>
      <CanarySettingsFacts stage={stage} canary={canary} />
      <CanaryFigures apiId={apiId} stageName={stageName} />
    </Stack>
  );
}
