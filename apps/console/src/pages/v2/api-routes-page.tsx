import { Badge, Button, Group, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { ApiPage } from '../../kit/api-tabs.js';
import { Empty } from '../../kit/empty.js';
import { Problem } from '../../kit/problem.js';
import { useReview } from '../../kit/review/use-review.js';
import { Rows, type Column } from '../../kit/table/rows.js';
import { DeleteRoute, type Route } from '../../wire/generated/apigatewayv2.js';
import { call } from '../../wire/operation.js';
import { integrationIdOf } from './route-form.js';
import { RouteDialog } from './route-dialog.js';
import { useRoutes } from './v2-lists.js';

/** What callers ask for, or messages are about, and where each goes. */
export function ApiRoutesPage({ apiId }: { readonly apiId: string }) {
  const { items: routes, isComplete, error, retry } = useRoutes(apiId);
  const [search, setSearch] = useState('');
  const [edited, setEdited] = useState<Route | 'new' | null>(null);
  const review = useReview();
  const remove = ({ routeId = '', routeKey = '' }: Route) =>
    void review({
      title: `Delete route ${routeKey}`,
      alterations: [{ what: 'Route', from: routeKey, to: null }],
      steps: [call(DeleteRoute, { apiId, routeId })],
      confirm: 'Delete',
      danger:
        'From the next deployment on, such requests are answered as if there had never been this route.',
    });
  const create = <Button onClick={() => setEdited('new')}>Create route</Button>;
  const shown = routes.filter(({ routeKey = '' }) => routeKey.toLowerCase().includes(search.toLowerCase()));
  return (
    <ApiPage apiId={apiId} kind="v2" tab="routes" actions={create}>
      {error && <Problem error={error} retry={retry} />}
      <TextInput
        label="Search"
        value={search}
        onChange={({ currentTarget }) => setSearch(currentTarget.value)}
        maw={320}
      />
      <Rows
        label="Routes"
        columns={columns(setEdited, remove)}
        rows={shown}
        rowKey={({ routeId = '' }) => routeId}
        more={{ has: !isComplete && error === null, load: () => undefined }}
        empty={
          error ? null : (
            <Empty
              title={search === '' ? 'No route yet' : 'No such route'}
              first="A route is a method and a path, such as GET /pets/{id}, or of a WebSocket API what a message says it is about."
              actions={create}
            />
          )
        }
      />
      {edited !== null && (
        <RouteDialog apiId={apiId} route={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />
      )}
    </ApiPage>
  );
}

const columns = (edit: (route: Route) => void, remove: (route: Route) => void): Column<Route>[] => [
  {
    title: 'Route',
    width: '18rem',
    cell: (route) => (
      <Text span size="sm" ff="monospace" fw={600}>
        {route.routeKey}
      </Text>
    ),
  },
  { title: 'Integration', width: '9rem', cell: (route) => integrationIdOf(route) || 'none' },
  {
    title: 'Who may call',
    cell: ({ authorizationType = 'NONE', authorizationScopes = [], apiKeyRequired }) => (
      <Group gap={4}>
        <Badge variant="default">{authorizationType === 'NONE' ? 'anyone' : authorizationType}</Badge>
        {apiKeyRequired && <Badge variant="default">API key</Badge>}
        {authorizationScopes.join(', ')}
      </Group>
    ),
  },
  {
    title: 'Change',
    width: '11rem',
    cell: (route) => (
      <Group gap={4} wrap="nowrap">
        <Button
          size="compact-xs"
          variant="light"
          onClick={() => edit(route)}
          aria-label={`Edit ${route.routeKey}`}
        >
          Edit
        </Button>
        <Button
          size="compact-xs"
          variant="light"
          color="red"
          onClick={() => remove(route)}
          aria-label={`Delete ${route.routeKey}`}
        >
          Delete
        </Button>
      </Group>
    ),
  },
];
