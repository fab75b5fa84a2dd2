import { Button } from '@mantine/core';
import { useState } from 'react';
import { Facts } from '../../../kit/facts.js';
import { Section } from '../../../kit/section.js';
import type { Api } from '../../../wire/generated/apigatewayv2.js';
import { GeneralDialog } from './general-dialog.js';
import { generalLabels } from './general-draft.js';

/** What an API is, apart from what it serves. */
export function GeneralSection({ api }: { readonly api: Api }) {
  const [isEditing, setEditing] = useState(false);
  return (
    <Section
      title="General"
      actions={
        <Button size="xs" variant="default" onClick={() => setEditing(true)}>
          Edit
        </Button>
      }
    >
      <Facts
        facts={[
          [generalLabels.name, api.name],
          [generalLabels.description, api.description],
          [generalLabels.version, api.version],
          ['Endpoint', api.disableExecuteApiEndpoint ? 'by custom domains alone' : api.apiEndpoint],
          [generalLabels.ipAddressType, api.ipAddressType],
          [generalLabels.routeSelectionExpression, api.routeSelectionExpression],
          [generalLabels.apiKeySelectionExpression, api.apiKeySelectionExpression],
          [generalLabels.validation, api.disableSchemaValidation ? 'off' : null],
        ]}
      />
      {isEditing && <GeneralDialog api={api} onClose={() => setEditing(false)} />}
    </Section>
  );
}
