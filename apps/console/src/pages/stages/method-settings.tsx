import { Text } from '@mantine/core';
import { useState } from 'react';
import { FormDialog } from '../../kit/form-dialog.js';
import { Problem } from '../../kit/problem.js';
import { alterationsBetween } from '../../kit/review/change.js';
import { useReview } from '../../kit/review/use-review.js';
import { Section } from '../../kit/section.js';
import { useEveryPage } from '../../kit/use-every-page.js';
import { GetResources, UpdateStage, type Stage } from '../../wire/generated/apigateway.js';
import { call } from '../../wire/operation.js';
import { OwnSettingsTable } from './own-settings-table.js';
import { methodSettings, type MethodSettingsOf } from './own-settings.js';
import { CacheFields, cachingIn, SettingFields, settingsIn } from './setting-fields.js';
import {
  methodSettingsPath,
  settingLabels,
  settingPatches,
  typedCaching,
  type TypedCaching,
} from './typed-settings.js';

interface MethodSettingsProps {
  readonly apiId: string;
  readonly stage: Stage;
}

/** What single methods of a REST API have otherwise than the stage. */
export function MethodSettings({ apiId, stage }: MethodSettingsProps) {
  const [edited, setEdited] = useState<MethodSettingsOf | null>(null);
  const review = useReview();
  const list = useEveryPage(GetResources, { restApiId: apiId, limit: 500, embed: ['methods'] }, 'position');
  const stageName = stage.stageName ?? '';
  const inherit = ({ name, resourcePath, httpMethod, holding, ofStage }: MethodSettingsOf) =>
    review({
      title: `Leave ${name} to the settings of ${stageName}`,
      alterations: [
        { what: `Settings of ${name}`, from: 'its own', to: 'as the stage' },
        ...alterationsBetween(holding, ofStage, settingLabels),
      ],
      steps: [
        call(UpdateStage, {
          restApiId: apiId,
          stageName,
          patchOperations: [{ op: 'remove', path: methodSettingsPath(resourcePath, httpMethod) }],
        }),
      ],
      confirm: 'Inherit',
    });
  return (
    <Section
      title="Settings by method"
      hint="Live at once. What is the stage's is grey; a method with settings of its own keeps all of them, whatever becomes of the stage's."
    >
      {list.error && <Problem error={list.error} retry={list.retry} />}
      {list.items.length > 0 && (
        <OwnSettingsTable
          noun="Method"
          rows={methodSettings(list.items, stage.methodSettings)}
          has={{ logs: true, cache: true }}
          onEdit={setEdited}
          onInherit={(row) => void inherit(row)}
        />
      )}
      {edited && (
        <MethodDialog apiId={apiId} stageName={stageName} method={edited} onClose={() => setEdited(null)} />
      )}
    </Section>
  );
}

interface MethodDialogProps {
  readonly apiId: string;
  readonly stageName: string;
  readonly method: MethodSettingsOf;
  readonly onClose: () => void;
}

function MethodDialog({ apiId, stageName, method, onClose }: MethodDialogProps) {
  const review = useReview();
  const { name, resourcePath, httpMethod, own } = method;
  const from = { ...method.holding, ...cachingOf(method.holding) };
  return (
    <FormDialog
      title={`Settings of ${name}`}
      submit="Review"
      size="lg"
      onClose={onClose}
      onSubmit={async (field) => {
        const to = { ...settingsIn(field, 'rest', from), ...cachingIn(field) };
        const patchOperations = settingPatches(methodSettingsPath(resourcePath, httpMethod), from, to);
        if (patchOperations.length === 0) return true;
        const outputs = await review({
          title: `Change settings of ${name}`,
          alterations: [
            ...(own.size > 0 ? [] : [{ what: `Settings of ${name}`, from: 'as the stage', to: 'its own' }]),
            ...alterationsBetween(from, to, settingLabels),
          ],
          steps: [call(UpdateStage, { restApiId: apiId, stageName, patchOperations })],
          confirm: 'Change',
        });
        return outputs !== null;
      }}
    >
      {own.size === 0 && (
        <Text size="sm">
          It has the settings of the stage, and begins with them: from then on it keeps all of them as its
          own.
        </Text>
      )}
      <SettingFields kind="rest" from={from} />
      <CacheFields from={from} cached={settingLabels.caching} />
    </FormDialog>
  );
}

/** Rows of methods have it; the type says it of routes, too. */
const cachingOf = (holding: Partial<TypedCaching>): TypedCaching => ({
  ...typedCaching(undefined),
  ...holding,
});
