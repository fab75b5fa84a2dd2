import { Anchor, Badge, Button, Group, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { ApiPage } from '../../../kit/api-tabs.js';
import { Empty } from '../../../kit/empty.js';
import { Problem } from '../../../kit/problem.js';
import { deletion } from '../../../kit/review/deletion.js';
import { useReview } from '../../../kit/review/use-review.js';
import { RowActions } from '../../../kit/table/row-actions.js';
import { Rows, type Column } from '../../../kit/table/rows.js';
import type { Route } from '../../../wire/generated/apigatewayv2.js';
import { useRoutes } from '../v2-lists.js';
import { deleteRoute, integrationIdOf } from './route-draft.js';
import { RouteDialog } from './route-dialog.js';

/** What callers ask for, or messages are about, and where each goes. */
export function ApiRoutesPage({ apiId }: { readonly apiId: string }) {
  const { items: routes, isComplete, error, retry } = useRoutes(apiId);
  const [search, setSearch] = useState('');
  const [edited, setEdited] = useState<Route | 'new' | null>(null);
  const review = useReview();
  const remove = (route: Route) => void review(deletion(deleteRoute(apiId, route)));
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
        columns={columns(apiId, setEdited, remove)}
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

const columns = (
  apiId: string,
  edit: (route: Route) => void,
  remove: (route: Route) => void,
): Column<Route>[] => [
  {
    title: 'Route',
    width: '18rem',
    cell: ({ routeKey, routeId }) => (
      <Anchor component={Link} to={`/v2/${apiId}/routes/${routeId}`} size="sm" ff="monospace" fw={600}>
        {routeKey}
      </Anchor>
    ),
  },
  {
    title: 'Integration',
    width: '9rem',
    cell: (route) => {
      const id = integrationIdOf(route);
      if (id === '') return 'none';
      return (
        <Anchor component={Link} to={`/v2/${apiId}/integrations/${id}`} size="sm">
          {id}
        </Anchor>
      );
    },
  },
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
      <RowActions name={route.routeKey ?? ''} onEdit={() => edit(route)} onDelete={() => remove(route)} />
    ),
  },
];
