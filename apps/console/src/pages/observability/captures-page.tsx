import { Anchor, Badge, Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { formatNumber } from '../../kit/formats.js';
import { Page } from '../../kit/page.js';
import { Listed } from '../../kit/table/listed.js';
import type { Column } from '../../kit/table/rows.js';
import { When } from '../../kit/when.js';
import { wirePages } from '../../kit/wire-query.js';
import { ListCaptures, type Capture } from '../../wire/tollgate/captures.js';
import { BeginCaptureDialog } from './begin-capture-dialog.js';

const askEveryMs = 15_000;

/** Requests with headers and bodies, on demand and for a while. */
export function CapturesPage() {
  const [isBeginning, setBeginning] = useState(false);
  const query = useInfiniteQuery({
    ...wirePages(ListCaptures, { limit: 100 }, 'position'),
    refetchInterval: askEveryMs,
  });
  const begin = <Button onClick={() => setBeginning(true)}>Capture requests</Button>;
  return (
    <Page
      title="Captures"
      subtitle="What exactly was sent and answered: headers and bodies of one customer's requests, kept for a day"
      actions={begin}
    >
      <Listed
        label="Captures"
        columns={columns}
        query={query}
        of={({ items }) => items}
        rowKey={({ id }) => id}
        empty={{
          title: 'Nothing is captured',
          first:
            'Choose a stage of a REST API and a key, or the id that a caller sends: what comes from then on is kept, secrets in headers as ***.',
          actions: begin,
        }}
      />
      {isBeginning && <BeginCaptureDialog onClose={() => setBeginning(false)} />}
    </Page>
  );
}

const columns: readonly Column<Capture>[] = [
  {
    title: 'Whose requests',
    cell: ({ id, apiKeyId, requestId }) => (
      <Anchor component={Link} to={`/captures/${id}`}>
        {apiKeyId ? `key ${apiKeyId}` : `id ${requestId}`}
      </Anchor>
    ),
  },
  { title: 'Stage', width: '14rem', cell: ({ restApiId, stageName }) => `${restApiId} ${stageName}` },
  { title: 'At most', width: '7rem', align: 'right', cell: ({ requestsMax }) => formatNumber(requestsMax) },
  { title: 'State', width: '7rem', cell: (capture) => <CaptureState capture={capture} /> },
  { title: 'Until', width: '10rem', cell: ({ until }) => <When at={until} /> },
];

/** Whether it takes in more. */
export function CaptureState({ capture: { until } }: { readonly capture: Capture }) {
  const runs = Date.parse(until) > Date.now();
  return (
    <Badge variant="light" color={runs ? 'teal' : 'gray'}>
      {runs ? 'runs' : 'over'}
    </Badge>
  );
}
