import { Anchor, Badge, Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { ApiPage } from '../../../kit/api-tabs.js';
import { Empty } from '../../../kit/empty.js';
import { Problem } from '../../../kit/problem.js';
import { deletion } from '../../../kit/review/deletion.js';
import { useReview } from '../../../kit/review/use-review.js';
import { RowActions } from '../../../kit/table/row-actions.js';
import { Rows, type Column } from '../../../kit/table/rows.js';
import type { Integration } from '../../../wire/generated/apigatewayv2.js';
import { useIntegrations } from '../v2-lists.js';
import { IntegrationDialog } from './integration-dialog.js';
import { deleteIntegration } from './integration-draft.js';

/** Backends of an API. */
export function IntegrationsPage({ apiId }: { readonly apiId: string }) {
  const { items, isComplete, error, retry } = useIntegrations(apiId);
  const [edited, setEdited] = useState<Integration | 'new' | null>(null);
  const review = useReview();
  const remove = (integration: Integration) => void review(deletion(deleteIntegration(apiId, integration)));
  const create = <Button onClick={() => setEdited('new')}>Create integration</Button>;
  return (
    <ApiPage apiId={apiId} kind="v2" tab="integrations" actions={create}>
      {error && <Problem error={error} retry={retry} />}
      <Rows
        label="Integrations"
        columns={columns(apiId, setEdited, remove)}
        rows={items}
        rowKey={({ integrationId = '' }) => integrationId}
        more={{ has: !isComplete && error === null, load: () => undefined }}
        empty={
          error ? null : (
            <Empty
              title="No integration yet"
              first="An integration is what a route calls: an HTTP backend, a Lambda function, or an AWS service."
              actions={create}
            />
          )
        }
      />
      {edited !== null && (
        <IntegrationDialog
          apiId={apiId}
          integration={edited === 'new' ? null : edited}
          onClose={() => setEdited(null)}
        />
      )}
    </ApiPage>
  );
}

const columns = (
  apiId: string,
  edit: (integration: Integration) => void,
  remove: (integration: Integration) => void,
): Column<Integration>[] => [
  {
    title: 'ID',
    width: '8rem',
    cell: ({ integrationId }) => (
      <Anchor component={Link} to={`/v2/${apiId}/integrations/${integrationId}`} size="sm" ff="monospace">
        {integrationId}
      </Anchor>
    ),
  },
  {
    title: 'Type',
    width: '9rem',
    cell: ({ integrationType }) => <Badge variant="default">{integrationType}</Badge>,
  },
  {
    title: 'Calls',
    cell: ({ integrationMethod = '', integrationUri = '', integrationSubtype = '' }) =>
      `${integrationMethod} ${integrationUri || integrationSubtype}`,
  },
  { title: 'Description', width: '12rem', cell: ({ description }) => description },
  {
    title: 'Timeout',
    width: '7rem',
    cell: ({ timeoutInMillis }) => timeoutInMillis && `${timeoutInMillis} ms`,
  },
  {
    title: 'Change',
    width: '11rem',
    cell: (integration) => (
      <RowActions
        name={`integration ${integration.integrationId}`}
        onEdit={() => edit(integration)}
        onDelete={() => remove(integration)}
      />
    ),
  },
];
