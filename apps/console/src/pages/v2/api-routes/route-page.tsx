import { Anchor, Button, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { apiPath } from '../../../kit/api-paths.js';
import { ApiPage, useApi } from '../../../kit/api-tabs.js';
import { Facts } from '../../../kit/facts.js';
import { Loaded } from '../../../kit/loaded.js';
import { deletion } from '../../../kit/review/deletion.js';
import { useReview } from '../../../kit/review/use-review.js';
import { Section } from '../../../kit/section.js';
import { wireQuery } from '../../../kit/wire-query.js';
import { GetRoute, type Route } from '../../../wire/generated/apigatewayv2.js';
import { deleteRoute, integrationIdOf, routeLabels, type RouteAt } from './route-draft.js';
import { RouteDialog } from './route-dialog.js';
import { RouteResponses } from './route-responses.js';

/** One route: what it is for, and, of WebSocket APIs, what who sent a message gets back. */
export function RoutePage({ apiId, routeId }: RouteAt) {
  const query = useQuery(wireQuery(GetRoute, { apiId, routeId }));
  const isWebSocket = useApi('v2', apiId).kind === 'websocket';
  return (
    <ApiPage
      apiId={apiId}
      kind="v2"
      tab="routes"
      title={query.data?.routeKey ?? routeId}
      actions={query.data && <DeleteButton apiId={apiId} route={query.data} />}
    >
      <Loaded query={query} lines={8}>
        {(route) => (
          <Stack gap="md">
            <RouteSection apiId={apiId} route={route} />
            {isWebSocket && <RouteResponses at={{ apiId, routeId }} route={route} />}
          </Stack>
        )}
      </Loaded>
    </ApiPage>
  );
}

interface PartProps {
  readonly apiId: string;
  readonly route: Route;
}

function RouteSection({ apiId, route }: PartProps) {
  const [isEditing, setEditing] = useState(false);
  const integrationId = integrationIdOf(route);
  return (
    <Section
      title="Route"
      actions={
        <Button size="xs" variant="default" onClick={() => setEditing(true)}>
          Edit
        </Button>
      }
    >
      <Facts
        facts={[
          ['ID', route.routeId],
          [
            routeLabels.integrationId,
            integrationId === '' ? (
              'none: it cannot be deployed'
            ) : (
              <Anchor component={Link} to={`/v2/${apiId}/integrations/${integrationId}`} size="sm">
                {integrationId}
              </Anchor>
            ),
          ],
          [
            routeLabels.authorizationType,
            route.authorizationType === 'NONE' ? 'anyone' : route.authorizationType,
          ],
          [routeLabels.authorizerId, route.authorizerId],
          [routeLabels.authorizationScopes, route.authorizationScopes?.join(', ')],
          [routeLabels.apiKeyRequired, route.apiKeyRequired ? 'required' : 'not asked for'],
          [routeLabels.operationName, route.operationName],
          [routeLabels.modelSelectionExpression, route.modelSelectionExpression],
          ...Object.entries(route.requestModels ?? {}).map(
            ([key, name]) => [`Model of ${key}`, name] as const,
          ),
          ...Object.entries(route.requestParameters ?? {}).map(
            ([key, { required }]) => [key, required ? 'required' : 'optional'] as const,
          ),
        ]}
      />
      {isEditing && <RouteDialog apiId={apiId} route={route} onClose={() => setEditing(false)} />}
    </Section>
  );
}

function DeleteButton({ apiId, route }: PartProps) {
  const review = useReview();
  const navigate = useNavigate();
  const remove = async () => {
    if (await review(deletion(deleteRoute(apiId, route))))
      await navigate({ to: apiPath('v2', apiId, 'routes') });
  };
  return (
    <Button variant="light" color="red" onClick={() => void remove()}>
      Delete route
    </Button>
  );
}
