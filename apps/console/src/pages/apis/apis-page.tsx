import { Anchor, Badge, Button, Group, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { useDeferredValue, useMemo, useState } from 'react';
import { IconFileImport, IconPlus, IconSearch } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { apiPath, type ApiKind } from '../../kit/api-paths.js';
import { Empty } from '../../kit/empty.js';
import { formatNumber } from '../../kit/formats.js';
import { Page } from '../../kit/page.js';
import { Problem } from '../../kit/problem.js';
import { Rows, type Column } from '../../kit/table/rows.js';
import { useEveryPage } from '../../kit/use-every-page.js';
import { When } from '../../kit/when.js';
import { GetRestApis } from '../../wire/generated/apigateway.js';
import { GetApis } from '../../wire/generated/apigatewayv2.js';
import { listApis, searchApis, type ListedApi } from './api-list.js';
import { ApiMenu } from './api-menu.js';
import { StageLinks } from './stage-links.js';

const kinds: { label: string; value: ApiKind | 'all' }[] = [
  { label: 'All', value: 'all' },
  { label: 'REST', value: 'rest' },
  { label: 'HTTP', value: 'http' },
  { label: 'WebSocket', value: 'websocket' },
];

const labelOf = (kind: ApiKind): string => kinds.find(({ value }) => value === kind)!.label;

const columns: Column<ListedApi>[] = [
  {
    title: 'Name',
    cell: ({ id, kind, name }) => (
      <Anchor component={Link} to={apiPath(kind, id)} size="sm" fw={500}>
        {name}
      </Anchor>
    ),
  },
  {
    title: 'Kind',
    width: '7.5rem',
    cell: ({ kind }) => <Badge variant="default">{labelOf(kind)}</Badge>,
  },
  { title: 'Id', width: '9rem', cell: ({ id }) => <Text ff="monospace" size="sm" children={id} /> },
  { title: 'Endpoint', width: '7rem', cell: ({ endpoint }) => endpoint },
  { title: 'Stages', cell: (api) => <StageLinks api={api} /> },
  { title: 'Created', width: '9rem', cell: ({ createdMs }) => <When at={new Date(createdMs)} /> },
  { title: '', width: '3.5rem', align: 'right', cell: (api) => <ApiMenu api={api} /> },
];

const actions = (
  <>
    <Button component={Link} to="/apis/import" variant="default" leftSection={<IconFileImport size={16} />}>
      Import
    </Button>
    <Button component={Link} to="/apis/new" leftSection={<IconPlus size={16} />}>
      Create API
    </Button>
  </>
);

/** All APIs of the account in its region. */
export function ApisPage() {
  const restApis = useEveryPage(GetRestApis, { limit: 500 }, 'position');
  const apis = useEveryPage(GetApis, { maxResults: '500' }, 'nextToken');
  const [search, setSearch] = useState('');
  const [kind, setKind] = useState<ApiKind | 'all'>('all');
  const wanted = useDeferredValue(search);
  const all = useMemo(() => listApis(restApis.items, apis.items), [restApis.items, apis.items]);
  const rows = useMemo(() => searchApis(all, wanted, kind), [all, wanted, kind]);
  const isComplete = restApis.isComplete && apis.isComplete;
  const failed = [restApis, apis].filter(({ error }) => error !== null);
  return (
    <Page title="APIs" subtitle="REST, HTTP and WebSocket APIs of this account" actions={actions}>
      <Stack gap="sm">
        <Group gap="sm">
          <TextInput
            aria-label="Search by name, id or description"
            placeholder="Search by name, id or description"
            leftSection={<IconSearch size={16} />}
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
            flex="1 1 16rem"
            maw={420}
          />
          <SegmentedControl
            aria-label="Kind"
            data={kinds}
            value={kind}
            onChange={(value) => setKind(value)}
          />
          <Text size="sm" c="dimmed" role="status">
            {isComplete ? `${formatNumber(rows.length)} of ${formatNumber(all.length)}` : 'Loading …'}
          </Text>
        </Group>
        {failed.map(({ error, retry }, index) => (
          <Problem key={index} error={error} retry={retry} />
        ))}
        <Rows
          label="APIs"
          columns={columns}
          rows={rows}
          rowKey={({ id }) => id}
          more={{ has: !isComplete && failed.length === 0, load: () => undefined }}
          empty={failed.length === 0 && <NoApis hasSome={all.length > 0} />}
        />
      </Stack>
    </Page>
  );
}

const NoApis = ({ hasSome }: { readonly hasSome: boolean }) =>
  hasSome ? (
    <Empty title="No API is called so" first="Look for fewer words, or for all kinds." />
  ) : (
    <Empty
      title="There is no API yet"
      first="Create one, or import an OpenAPI document: its paths, models and integrations become an API at once."
      actions={actions}
    />
  );
