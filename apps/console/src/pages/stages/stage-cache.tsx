import { Alert, Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Empty } from '../../kit/empty.js';
import { formatNumber, formatShare } from '../../kit/formats.js';
import { Loaded } from '../../kit/loaded.js';
import { useReview } from '../../kit/review/use-review.js';
import { Section } from '../../kit/section.js';
import { Rows, type Column } from '../../kit/table/rows.js';
import { wireQuery } from '../../kit/wire-query.js';
import { FlushStageCache, type Stage } from '../../wire/generated/apigateway.js';
import { call } from '../../wire/operation.js';
import {
  FlushStageCache as FlushPartOfCache,
  ReadStageCache,
  type StageCacheReport,
} from '../../wire/tollgate/stage-cache.js';
import { CacheDialog } from './cache-dialog.js';

const askEveryMs = 10_000;

export interface CacheProps {
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
      {isEditing && <CacheDialog apiId={apiId} stage={stage} onClose={() => setEditing(false)} />}
    </Section>
  );
}

function Report({ apiId, stageName }: { readonly apiId: string; readonly stageName: string }) {
  const query = useQuery({
    ...wireQuery(ReadStageCache, { restApiId: apiId, stageName }),
    refetchInterval: askEveryMs,
  });
  const review = useReview();
  const flush = (path: string) =>
    void review({
      title: `Flush what is cached of ${path}`,
      alterations: [
        { what: `Cached responses of ${path}, for all values of variables`, from: 'kept', to: null },
      ],
      steps: [call(FlushPartOfCache, { restApiId: apiId, stageName, path })],
      confirm: 'Flush',
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
            columns={columns(flush)}
            rows={methods}
            rowKey={({ path, httpMethod, requestMethod }) => `${httpMethod} ${requestMethod} ${path}`}
            maxHeight="18rem"
            empty={
              <Empty
                title="No method"
                first="Caching is switched on here for all GET methods, or by method above."
              />
            }
          />
        </>
      )}
    </Loaded>
  );
}

const columns = (flush: (path: string) => void): Column<StageCacheReport['methods'][number]>[] => [
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
  {
    title: 'Drop',
    width: '6rem',
    cell: ({ path, caching }) =>
      caching && (
        <Button size="compact-xs" variant="default" onClick={() => flush(path)} aria-label={`Flush ${path}`}>
          Flush
        </Button>
      ),
  },
];
