import { NativeSelect, SimpleGrid, Textarea, TextInput } from '@mantine/core';
import { useApi } from '../../kit/api-tabs.js';
import { FormDialog } from '../../kit/form-dialog.js';
import { alterationsBetween } from '../../kit/review/change.js';
import { useReview } from '../../kit/review/use-review.js';
import { useRegion } from '../../kit/use-region.js';
import { UpdateStage } from '../../wire/generated/apigateway.js';
import { UpdateStage as UpdateStageV2 } from '../../wire/generated/apigatewayv2.js';
import { call } from '../../wire/operation.js';
import { SettingFields, settingsIn } from './setting-fields.js';
import type { StageSettingsProps } from './stage-settings.js';
import { stageChange, stageLabels, stagePatch, typedStage, type TypedStage } from './stage-patch.js';
import { tagSteps, webAcl } from './stage-tags.js';

const switches = ['off', 'on'];

/** Settings of the whole stage, as fields. */
export function StageSettingsDialog(props: StageSettingsProps & { readonly onClose: () => void }) {
  const { version, apiId, stageName, stage, onClose } = props;
  const review = useReview();
  const region = useRegion();
  const kind = useApi(version, apiId).kind ?? 'http';
  const from = typedStage(stage);
  const acl = { [webAcl]: stage.webAclArn };
  return (
    <FormDialog
      title={`Settings of ${stageName}`}
      submit="Review"
      size="lg"
      onClose={onClose}
      onSubmit={async (field) => {
        const to: TypedStage = {
          ...settingsIn(field, kind, from),
          description: field('description'),
          tracing: kind === 'rest' ? field('tracing') : from.tracing,
          autoDeploy: kind === 'http' ? field('autoDeploy') : from.autoDeploy,
          accessLogArn: field('accessLogArn'),
          accessLogFormat: field('accessLogFormat'),
        };
        const aclThen = kind === 'rest' ? { [webAcl]: field('webAcl') } : acl;
        const changed = alterationsBetween(from, to, stageLabels);
        const alterations = [...changed, ...alterationsBetween(acl, aclThen, { [webAcl]: 'Web ACL' })];
        if (alterations.length === 0) return true;
        if (version === 'v2' && isLifted(from, to))
          throw new Error('Version 2 has no call that lifts a limit of a stage. Set a high one instead.');
        const update =
          version === 'rest'
            ? call(UpdateStage, { restApiId: apiId, stageName, patchOperations: stagePatch(from, to) })
            : call(UpdateStageV2, { apiId, stageName, ...stageChange(from, to) });
        const outputs = await review({
          title: `Change settings of ${stageName}`,
          alterations,
          steps: [
            ...(changed.length > 0 ? [update] : []),
            ...tagSteps({ version, apiId, stageName }, region, acl, aclThen),
          ],
          confirm: 'Change',
        });
        return outputs !== null;
      }}
    >
      <TextInput name="description" label={stageLabels.description} defaultValue={from.description} />
      <SettingFields kind={kind} from={from} />
      {kind === 'rest' && (
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md" verticalSpacing="sm" style={{ alignItems: 'end' }}>
          <NativeSelect
            name="tracing"
            label={stageLabels.tracing}
            data={switches}
            defaultValue={from.tracing}
          />
          <TextInput
            name="webAcl"
            label="Web ACL"
            description="ARN of a regional one of WAF; empty: none"
            defaultValue={stage.webAclArn}
            spellCheck={false}
          />
        </SimpleGrid>
      )}
      {kind === 'http' && (
        <NativeSelect
          name="autoDeploy"
          label={stageLabels.autoDeploy}
          description="With every change of the API; then no deployment can be chosen"
          data={switches}
          defaultValue={from.autoDeploy}
        />
      )}
      <TextInput
        name="accessLogArn"
        label={stageLabels.accessLogArn}
        description="ARN of a log group or a Firehose stream; empty: none"
        defaultValue={from.accessLogArn}
        spellCheck={false}
      />
      <Textarea
        name="accessLogFormat"
        label={stageLabels.accessLogFormat}
        description="With $context variables, $context.requestId among them"
        defaultValue={from.accessLogFormat}
        autosize
        minRows={2}
        maxRows={8}
        spellCheck={false}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
      />
    </FormDialog>
  );
}

const isLifted = (from: TypedStage, to: TypedStage): boolean =>
  (from.rateLimit !== '' && to.rateLimit === '') || (from.burstLimit !== '' && to.burstLimit === '');
