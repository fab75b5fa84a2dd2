import { NativeSelect } from '@mantine/core';
import { FormDialog } from '../../kit/form-dialog.js';
import { alterationsBetween } from '../../kit/review/change.js';
import { useReview } from '../../kit/review/use-review.js';
import { UpdateStage, type PatchOperation } from '../../wire/generated/apigateway.js';
import { call } from '../../wire/operation.js';
import { CacheFields, cachingIn } from './setting-fields.js';
import type { CacheProps } from './stage-cache.js';
import { everyMethod, settingLabels, settingPatches, typedCaching } from './typed-settings.js';

const sizes = ['0.5', '1.6', '6.1', '13.5', '28.4', '58.2', '118', '237'];
const labels = { ...settingLabels, size: 'Size in GB', caching: 'All GET methods cached' };

/** The size of a stage's cache, and how it is used by methods without settings of their own. */
export function CacheDialog({ apiId, stage, onClose }: CacheProps & { readonly onClose: () => void }) {
  const review = useReview();
  const stageName = stage.stageName ?? '';
  const from = {
    ...typedCaching(stage.methodSettings?.['*/*']),
    size: stage.cacheClusterEnabled ? (stage.cacheClusterSize ?? '0.5') : 'off',
  };
  return (
    <FormDialog
      title={`Cache of ${stageName}`}
      submit="Review"
      size="lg"
      onClose={onClose}
      onSubmit={async (field) => {
        const to = { ...cachingIn(field), size: field('size') };
        const patchOperations = [
          ...(from.size === to.size ? [] : sizePatch(to.size)),
          ...settingPatches(everyMethod, from, to),
        ];
        if (patchOperations.length === 0) return true;
        const outputs = await review({
          title: `Change the cache of ${stageName}`,
          alterations: alterationsBetween(from, to, labels),
          steps: [call(UpdateStage, { restApiId: apiId, stageName, patchOperations })],
          confirm: 'Change',
        });
        return outputs !== null;
      }}
    >
      <NativeSelect
        name="size"
        label={labels.size}
        description="Another size drops all that is kept"
        data={['off', ...sizes]}
        defaultValue={from.size}
      />
      <CacheFields from={from} cached={labels.caching} />
    </FormDialog>
  );
}

const sizePatch = (size: string): PatchOperation[] =>
  size === 'off'
    ? [{ op: 'replace', path: '/cacheClusterEnabled', value: 'false' }]
    : [
        { op: 'replace', path: '/cacheClusterEnabled', value: 'true' },
        { op: 'replace', path: '/cacheClusterSize', value: size },
      ];
