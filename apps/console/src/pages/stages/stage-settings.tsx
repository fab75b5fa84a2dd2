import { Button, Group, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Facts } from '../../kit/facts.js';
import { FormDialog } from '../../kit/form-dialog.js';
import { formatNumber } from '../../kit/formats.js';
import { LimitFields } from '../../kit/limit-fields.js';
import { alterationsBetween } from '../../kit/review/change.js';
import { useReview } from '../../kit/review/use-review.js';
import { Section } from '../../kit/section.js';
import { UpdateStage } from '../../wire/generated/apigateway.js';
import { UpdateStage as UpdateStageV2 } from '../../wire/generated/apigatewayv2.js';
import { call } from '../../wire/operation.js';
import type { StageModel } from './stage-model.js';
import type { StagePageProps } from './stage-page.js';
import { stageChange, stagePatch, typedStage } from './stage-patch.js';

type SettingsProps = StagePageProps & { readonly stage: StageModel };

const shownLimit = (limit: number | null, unit: string): string =>
  limit === null ? 'none' : `${formatNumber(limit)}${unit}`;

/** Throttle, logs, metrics and traces of all methods. */
export function StageSettings(props: SettingsProps) {
  const [isEditing, setEditing] = useState(false);
  const { stage, version } = props;
  return (
    <Section
      title="Settings"
      actions={
        <Button size="xs" variant="default" onClick={() => setEditing(true)}>
          Edit settings
        </Button>
      }
    >
      <Facts
        facts={[
          ['Description', stage.description],
          ['Rate', shownLimit(stage.rateLimit, '/s')],
          ['Burst', shownLimit(stage.burstLimit, ' at once')],
          ['Execution log', stage.logging],
          ['Detailed metrics', stage.hasDetailedMetrics ? 'on' : 'off'],
          ...(version === 'rest' ? ([['Tracing', stage.isTraced ? 'on' : 'off']] as const) : []),
          ['Access log', stage.accessLogArn || 'off'],
          ['Format of its lines', stage.accessLogFormat],
          ...(stage.deploysItself ? ([['Deploys itself', 'with each change']] as const) : []),
        ]}
      />
      {isEditing && <EditDialog {...props} onClose={() => setEditing(false)} />}
    </Section>
  );
}

function EditDialog({
  version,
  apiId,
  stageName,
  stage,
  onClose,
}: SettingsProps & { readonly onClose: () => void }) {
  const review = useReview();
  const from = typedStage(stage);
  const switches = ['off', 'on'];
  return (
    <FormDialog
      title={`Settings of ${stageName}`}
      submit="Review"
      onClose={onClose}
      onSubmit={async (field) => {
        const to = {
          description: field('description'),
          rateLimit: field('rateLimit'),
          burstLimit: field('burstLimit'),
          logging: field('logging'),
          detailedMetrics: field('detailedMetrics'),
          tracing: version === 'rest' ? field('tracing') : from.tracing,
          accessLogArn: field('accessLogArn'),
          accessLogFormat: field('accessLogFormat'),
        };
        const alterations = alterationsBetween(from, to);
        if (alterations.length === 0) return true;
        const isLifted = (from.rateLimit && !to.rateLimit) || (from.burstLimit && !to.burstLimit);
        if (version === 'v2' && isLifted)
          throw new Error('Version 2 has no call that lifts a limit of a stage. Set a high one instead.');
        const outputs = await review({
          title: `Change settings of ${stageName}`,
          alterations,
          steps: [
            version === 'rest'
              ? call(UpdateStage, { restApiId: apiId, stageName, patchOperations: stagePatch(from, to) })
              : call(UpdateStageV2, { apiId, stageName, ...stageChange(from, to) }),
          ],
          confirm: 'Change',
        });
        return outputs !== null;
      }}
    >
      <TextInput name="description" label="Description" defaultValue={from.description} />
      <LimitFields rateLimit={from.rateLimit} burstLimit={from.burstLimit} />
      <Group grow>
        <NativeSelect
          name="logging"
          label="Execution log"
          data={['OFF', 'ERROR', 'INFO']}
          defaultValue={from.logging}
        />
        <NativeSelect
          name="detailedMetrics"
          label="Detailed metrics"
          data={switches}
          defaultValue={from.detailedMetrics}
        />
        {version === 'rest' && (
          <NativeSelect name="tracing" label="Tracing" data={switches} defaultValue={from.tracing} />
        )}
      </Group>
      <TextInput
        name="accessLogArn"
        label="Access log"
        description="ARN of a log group or a Firehose stream; empty: none"
        defaultValue={from.accessLogArn}
        spellCheck={false}
      />
      <Textarea
        name="accessLogFormat"
        label="Format of its lines"
        description="With $context variables, $context.requestId among them"
        defaultValue={from.accessLogFormat}
        autosize
        minRows={2}
        maxRows={8}
        spellCheck={false}
        ff="monospace"
      />
    </FormDialog>
  );
}
