import { Alert, Button, Group, NativeSelect, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Empty } from '../../kit/empty.js';
import { FormDialog } from '../../kit/form-dialog.js';
import { formatNumber, formatShare } from '../../kit/formats.js';
import { Loaded } from '../../kit/loaded.js';
import { useReview } from '../../kit/review/use-review.js';
import { Section } from '../../kit/section.js';
import { Rows, type Column } from '../../kit/table/rows.js';
import { wireQuery } from '../../kit/wire-query.js';
import {
  FlushStageCache,
  UpdateStage,
  type PatchOperation,
  type Stage,
} from '../../wire/generated/apigateway.js';
import { call } from '../../wire/operation.js';
import { ReadStageCache, type StageCacheReport } from '../../wire/tollgate/stage-cache.js';

const sizes = ['0.5', '1.6', '6.1', '13.5', '28.4', '58.2', '118', '237'];
const askEveryMs = 10_000;

interface CacheProps {
  readonly apiId: string;
  readonly stage: Stage;
}

/** The response cache: its size and state, and how often it had a response, by method. */
export function StageCache({ apiId, stage }: CacheProps) {
  const [isEditing, setEditing] = useState(false);
  const review = useReview();
  const stageName = stage.stageName ?? '';
  const isOn = stage.cacheClusterEnabled === true;
  const flush = () =>
    review({
      title: `Flush the cache of ${stageName}`,
      alterations: [{ what: 'Cached responses', from: 'kept', to: null }],
      steps: [call(FlushStageCache, { restApiId: apiId, stageName })],
      confirm: 'Flush',
    });
  return (
    <Section
      title="Cache"
      hint={isOn ? `${stage.cacheClusterSize} GB, ${stage.cacheClusterStatus}` : 'Off'}
      actions={
        <Group gap="xs">
          {isOn && (
            <Button size="xs" variant="default" onClick={() => void flush()}>
              Flush
            </Button>
          )}
          <Button size="xs" variant="default" onClick={() => setEditing(true)}>
            Edit cache
          </Button>
        </Group>
      }
    >
      {isOn ? (
        <Report apiId={apiId} stageName={stageName} />
      ) : (
        <Text size="sm">Responses of methods that are cached leave without a call of their integration.</Text>
      )}
      {isEditing && <EditDialog apiId={apiId} stage={stage} onClose={() => setEditing(false)} />}
    </Section>
  );
}

function Report({ apiId, stageName }: { readonly apiId: string; readonly stageName: string }) {
  const query = useQuery({
    ...wireQuery(ReadStageCache, { restApiId: apiId, stageName }),
    refetchInterval: askEveryMs,
  });
  return (
    <Loaded query={query} lines={3}>
      {({ counts, methods, warnings }) => (
        <>
          <Text size="sm">
            {formatNumber(counts.hits)} hits, {formatNumber(counts.misses)} misses
            {counts.hitRatio !== null && `, ${formatShare(counts.hitRatio)} from the cache`}
          </Text>
          {warnings.map(({ at, message }) => (
            <Alert key={at + message} color="orange" variant="light" title={at}>
              {message}
            </Alert>
          ))}
          <Rows
            label="Methods of the cache"
            columns={columns}
            rows={methods}
            rowKey={({ path, httpMethod, requestMethod }) => `${httpMethod} ${requestMethod} ${path}`}
            maxHeight="18rem"
            empty={
              <Empty title="No method" first="Caching is switched on for methods in the stage's settings." />
            }
          />
        </>
      )}
    </Loaded>
  );
}

const columns: readonly Column<StageCacheReport['methods'][number]>[] = [
  {
    title: 'Method',
    cell: ({ httpMethod, requestMethod, path }) =>
      `${httpMethod === 'ANY' ? `ANY as ${requestMethod}` : httpMethod} ${path}`,
  },
  { title: 'Kept', width: '7rem', cell: ({ caching }) => (caching ? `${caching.ttlInSeconds} s` : 'not') },
  { title: 'Key', width: '14rem', cell: ({ key }) => key.parameters.join(', ') || 'the path alone' },
  {
    title: 'Hits',
    width: '7rem',
    align: 'right',
    cell: ({ counts }) => (counts?.hitRatio === null || counts === null ? '' : formatShare(counts.hitRatio)),
  },
];

function EditDialog({ apiId, stage, onClose }: CacheProps & { readonly onClose: () => void }) {
  const review = useReview();
  const stageName = stage.stageName ?? '';
  const from = {
    size: stage.cacheClusterEnabled ? (stage.cacheClusterSize ?? '0.5') : 'off',
    caching: stage.methodSettings?.['*/*']?.cachingEnabled ? 'on' : 'off',
  };
  return (
    <FormDialog
      title={`Cache of ${stageName}`}
      submit="Review"
      onClose={onClose}
      onSubmit={async (field) => {
        const to = { size: field('size'), caching: field('caching') };
        const patchOperations: PatchOperation[] = [
          ...(from.size === to.size ? [] : sizePatch(to.size)),
          ...(from.caching === to.caching
            ? []
            : [{ op: 'replace' as const, path: '/*/*/caching/enabled', value: String(to.caching === 'on') }]),
        ];
        if (patchOperations.length === 0) return true;
        const outputs = await review({
          title: `Change the cache of ${stageName}`,
          alterations: [
            { what: 'Size in GB', from: from.size, to: to.size },
            { what: 'All GET methods cached', from: from.caching, to: to.caching },
          ].filter((row) => row.from !== row.to),
          steps: [call(UpdateStage, { restApiId: apiId, stageName, patchOperations })],
          confirm: 'Change',
        });
        return outputs !== null;
      }}
    >
      <NativeSelect name="size" label="Size in GB" data={['off', ...sizes]} defaultValue={from.size} />
      <NativeSelect
        name="caching"
        label="All GET methods cached"
        data={['off', 'on']}
        defaultValue={from.caching}
      />
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
