import { Button } from '@mantine/core';
import { useState } from 'react';
import { Empty } from '../../../kit/empty.js';
import { Problem } from '../../../kit/problem.js';
import { useReview } from '../../../kit/review/use-review.js';
import { Section } from '../../../kit/section.js';
import { RowActions } from '../../../kit/table/row-actions.js';
import { Rows, type Column } from '../../../kit/table/rows.js';
import { useEveryPage } from '../../../kit/use-every-page.js';
import { GetRouteResponses, type Route, type RouteResponse } from '../../../wire/generated/apigatewayv2.js';
import type { RouteAt } from './route-draft.js';
import { RouteResponseDialog } from './route-response-dialog.js';
import { responseDeletion } from './route-response-draft.js';

/** Whether who sends a message gets one back. */
export function RouteResponses({ at, route }: { readonly at: RouteAt; readonly route: Route }) {
  const { items, isComplete, error, retry } = useEveryPage(GetRouteResponses, at, 'nextToken');
  const [edited, setEdited] = useState<RouteResponse | 'new' | null>(null);
  const review = useReview();
  const isTwoWay = items.length > 0 && route.routeResponseSelectionExpression !== undefined;
  const columns: Column<RouteResponse>[] = [
    { title: 'Key', width: '8rem', cell: ({ routeResponseKey }) => routeResponseKey },
    {
      title: 'Models',
      cell: ({ responseModels = {} }) =>
        Object.entries(responseModels)
          .map(([key, name]) => `${key}: ${name}`)
          .join(', '),
    },
    {
      title: 'Change',
      width: '11rem',
      cell: (response) => (
        <RowActions
          name={`response ${response.routeResponseKey}`}
          onEdit={() => setEdited(response)}
          onDelete={() => void review(responseDeletion(at, route, response))}
        />
      ),
    },
  ];
  // There is one key that the service takes.
  const create = items.length === 0 && (
    <Button size="xs" onClick={() => setEdited('new')}>
      Create response
    </Button>
  );
  return (
    <Section
      title="Route response"
      hint={
        isTwoWay
          ? 'The route is two-way: who sends a message gets what the integration says'
          : 'With one, who sends a message gets back what the integration says'
      }
      actions={create}
    >
      {error && <Problem error={error} retry={retry} />}
      <Rows
        label="Route responses"
        columns={columns}
        rows={items}
        rowKey={({ routeResponseId = '' }) => routeResponseId}
        more={{ has: !isComplete && error === null, load: () => undefined }}
        empty={
          error ? null : <Empty title="The route is one-way" first="Create a response to answer callers." />
        }
      />
      {edited !== null && (
        <RouteResponseDialog
          at={at}
          route={route}
          response={edited === 'new' ? null : edited}
          onClose={() => setEdited(null)}
        />
      )}
    </Section>
  );
}
