import { Alert, Button, Group, Slider, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Facts } from '../../kit/facts.js';
import { formatNumber } from '../../kit/formats.js';
import { Loaded } from '../../kit/loaded.js';
import { useReview } from '../../kit/review/use-review.js';
import { Section } from '../../kit/section.js';
import { When } from '../../kit/when.js';
import { wireQuery } from '../../kit/wire-query.js';
import {
  UpdateStage,
  type CanarySettings,
  type PatchOperation,
  type Stage,
} from '../../wire/generated/apigateway.js';
import { call } from '../../wire/operation.js';
import { ReadStageCanary, type GuardRecord } from '../../wire/tollgate/stages.js';
import { promotePatch } from './canary-patch.js';

const askEveryMs = 5_000;

/** A new deployment for some of the traffic, until it is promoted or removed. */
export function StageCanary({ apiId, stage }: { readonly apiId: string; readonly stage: Stage }) {
  const canary = stage.canarySettings;
  return (
    <Section title="Canary" hint={canary ? `Deployment ${canary.deploymentId}` : undefined}>
      {canary ? (
        <Running key={canary.percentTraffic} apiId={apiId} stage={stage} canary={canary} />
      ) : (
        <Text size="sm">
          None. Deploy with a percentage to try a deployment on some of the traffic first.
        </Text>
      )}
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
      <Figures apiId={apiId} stageName={stageName} />
    </Stack>
  );
}

/** What its guard makes of it, with the figures of both sides. */
function Figures({ apiId, stageName }: { readonly apiId: string; readonly stageName: string }) {
  const query = useQuery({
    ...wireQuery(ReadStageCanary, { restApiId: apiId, stageName }),
    refetchInterval: askEveryMs,
  });
  return (
    <Loaded query={query} lines={2}>
      {({ guard, startedAt, unguarded }) =>
        guard ? (
          <Stack gap="xs">
            <Facts facts={factsOf(guard, startedAt)} />
            {guard.reasons.map((reason) => (
              <Text key={reason} size="sm">
                {reason}
              </Text>
            ))}
          </Stack>
        ) : (
          <Alert color="gray" variant="light">
            {unguarded ??
              'No guard: the tag tollgate:canary-guard would promote or remove it by its figures.'}
          </Alert>
        )
      }
    </Loaded>
  );
}

const factsOf = ({ rule, verdict, canary, base }: GuardRecord, startedAt: string | null) => {
  const side = ({ requests, errorRatePercent, latencyMs }: GuardRecord['canary']) =>
    `${formatNumber(requests)} requests, errors ${errorRatePercent === null ? 'unknown' : `${formatNumber(errorRatePercent)} %`}, p99 ${latencyMs.p99 === null ? 'unknown' : `${formatNumber(latencyMs.p99)} ms`}`;
  return [
    ['Rule', rule],
    ['Verdict', verdict],
    ['Canary', side(canary)],
    ['Stage', side(base)],
    ['Since', <When key="since" at={startedAt} />],
  ] as const;
};
