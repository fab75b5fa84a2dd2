import { Badge, Button, Group } from '@mantine/core';
import { useState } from 'react';
import { ApiPage } from '../../kit/api-tabs.js';
import { Empty } from '../../kit/empty.js';
import { Problem } from '../../kit/problem.js';
import { useReview } from '../../kit/review/use-review.js';
import { Rows, type Column } from '../../kit/table/rows.js';
import { DeleteIntegration, type Integration } from '../../wire/generated/apigatewayv2.js';
import { call } from '../../wire/operation.js';
import { IntegrationDialog } from './integration-dialog.js';
import { useIntegrations } from './v2-lists.js';

/** Backends of an API. */
export function IntegrationsPage({ apiId }: { readonly apiId: string }) {
  const { items, isComplete, error, retry } = useIntegrations(apiId);
  const [edited, setEdited] = useState<Integration | 'new' | null>(null);
  const review = useReview();
  const remove = ({ integrationId = '' }: Integration) =>
    void review({
      title: `Delete integration ${integrationId}`,
      alterations: [{ what: 'Integration', from: integrationId, to: null }],
      steps: [call(DeleteIntegration, { apiId, integrationId })],
      confirm: 'Delete',
      danger: 'It cannot be brought back. Routes that go to it keep it from being deleted.',
    });
  const create = <Button onClick={() => setEdited('new')}>Create integration</Button>;
  return (
    <ApiPage apiId={apiId} kind="v2" tab="integrations" actions={create}>
      {error && <Problem error={error} retry={retry} />}
      <Rows
        label="Integrations"
        columns={columns(setEdited, remove)}
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
  edit: (integration: Integration) => void,
  remove: (integration: Integration) => void,
): Column<Integration>[] => [
  { title: 'ID', width: '8rem', cell: ({ integrationId }) => integrationId },
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
  {
    title: 'Timeout',
    width: '7rem',
    cell: ({ timeoutInMillis }) => timeoutInMillis && `${timeoutInMillis} ms`,
  },
  {
    title: 'Change',
    width: '11rem',
    cell: (integration) => (
      <Group gap={4} wrap="nowrap">
        <Button size="compact-xs" variant="light" onClick={() => edit(integration)}>
          Edit
        </Button>
        <Button size="compact-xs" variant="light" color="red" onClick={() => remove(integration)}>
          Delete
        </Button>
      </Group>
    ),
  },
];
