import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { FormDialog } from '../../kit/form-dialog.js';
import { alterationsBetween } from '../../kit/review/change.js';
import { useReview } from '../../kit/review/use-review.js';
import {
  UpdateStage,
  type CanarySettings,
  type PatchOperation,
  type Stage,
} from '../../wire/generated/apigateway.js';
import { call } from '../../wire/operation.js';
import { canaryGuard, canaryHeader, tagSteps } from './stage-tags.js';
import { useRegion } from '../../kit/use-region.js';
import { textOf, variablesOf, variablesPatch } from './variable-lines.js';

interface CanaryDialogProps {
  readonly apiId: string;
  readonly stage: Stage;
  readonly onClose: () => void;
}

const labels = {
  useStageCache: 'Uses the cache of the stage',
  [canaryGuard]: 'Guard',
  [canaryHeader]: 'Header that chooses',
};

/** What a canary has of its own, and the rule by which it is promoted or removed. */
export function CanaryDialog({ apiId, stage, onClose }: CanaryDialogProps) {
  const review = useReview();
  const region = useRegion();
  const { canarySettings: canary, tags = {}, stageName = '' } = stage;
  const overrides = canary?.stageVariableOverrides ?? {};
  return (
    <FormDialog
      title={`Canary of ${stageName}`}
      submit="Review"
      size="lg"
      onClose={onClose}
      onSubmit={async (field) => {
        const tagsThen = { [canaryGuard]: field('guard'), [canaryHeader]: field('header') };
        const then = canary
          ? { overrides: variablesOf(field('overrides')), useStageCache: field('useStageCache') === 'yes' }
          : { overrides, useStageCache: false };
        const patchOperations = canaryPatch(canary, then);
        const steps = tagSteps({ version: 'rest', apiId, stageName }, region, tags, tagsThen);
        if (patchOperations.length + steps.length === 0) return true;
        const outputs = await review({
          title: `Change the canary of ${stageName}`,
          alterations: [
            ...alterationsBetween<Record<string, string>>(overrides, then.overrides).map((row) => ({
              ...row,
              what: `Variable ${row.what}`,
            })),
            ...alterationsBetween(
              { useStageCache: yesNo(canary?.useStageCache), ...only(tags, Object.keys(tagsThen)) },
              { useStageCache: yesNo(then.useStageCache), ...tagsThen },
              labels,
            ),
          ],
          steps: [
            ...(patchOperations.length > 0
              ? [call(UpdateStage, { restApiId: apiId, stageName, patchOperations })]
              : []),
            ...steps,
          ],
          confirm: 'Change',
        });
        return outputs !== null;
      }}
    >
      {canary && (
        <>
          <Textarea
            name="overrides"
            label="Variables of its own"
            description="One name=value a line, laid over those of the stage; promoted with it"
            defaultValue={textOf(overrides)}
            autosize
            minRows={3}
            maxRows={12}
            spellCheck={false}
            styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
          />
          <NativeSelect
            name="useStageCache"
            label={labels.useStageCache}
            data={['no', 'yes']}
            defaultValue={yesNo(canary.useStageCache)}
          />
        </>
      )}
      <TextInput
        name="guard"
        label={labels[canaryGuard]}
        description="A rule such as error-rate<1%,p99<1.2*base,requests>=500,for=10m,then=promote; empty: none"
        defaultValue={tags[canaryGuard] ?? ''}
        spellCheck={false}
      />
      <TextInput
        name="header"
        label={labels[canaryHeader]}
        description="A request with canary or base in it gets that, whatever the percentage is; empty: none"
        defaultValue={tags[canaryHeader] ?? ''}
        spellCheck={false}
      />
    </FormDialog>
  );
}

const yesNo = (is: boolean | undefined): string => (is ? 'yes' : 'no');

const only = (tags: Readonly<Record<string, string>>, keys: readonly string[]) =>
  Object.fromEntries(keys.map((key) => [key, tags[key] ?? '']));

interface CanaryThen {
  readonly overrides: Readonly<Record<string, string>>;
  readonly useStageCache: boolean;
}

function canaryPatch(canary: CanarySettings | undefined, then: CanaryThen): PatchOperation[] {
  const { stageVariableOverrides = {}, useStageCache = false } = canary ?? {};
  return [
    ...variablesPatch(stageVariableOverrides, then.overrides, '/canarySettings/stageVariableOverrides'),
    ...(useStageCache === then.useStageCache
      ? []
      : [
          {
            op: 'replace' as const,
            path: '/canarySettings/useStageCache',
            value: String(then.useStageCache),
          },
        ]),
  ];
}
