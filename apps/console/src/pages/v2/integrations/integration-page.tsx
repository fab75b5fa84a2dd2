import { Button, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { apiPath } from '../../../kit/api-paths.js';
import { ApiPage, useApi } from '../../../kit/api-tabs.js';
import { Loaded } from '../../../kit/loaded.js';
import { deletion } from '../../../kit/review/deletion.js';
import { useReview } from '../../../kit/review/use-review.js';
import { Section } from '../../../kit/section.js';
import { wireQuery } from '../../../kit/wire-query.js';
import { GetIntegration, type Integration } from '../../../wire/generated/apigatewayv2.js';
import { IntegrationDialog } from './integration-dialog.js';
import { deleteIntegration } from './integration-draft.js';
import { IntegrationFacts } from './integration-facts.js';
import { needsOf } from './integration-needs.js';
import { IntegrationResponses } from './responses/integration-responses.js';

export interface IntegrationAt {
  readonly apiId: string;
  readonly integrationId: string;
}

/** One integration, and, of WebSocket APIs, what becomes of its responses. */
export function IntegrationPage({ apiId, integrationId }: IntegrationAt) {
  const query = useQuery(wireQuery(GetIntegration, { apiId, integrationId }));
  const isWebSocket = useApi('v2', apiId).kind === 'websocket';
  return (
    <ApiPage
      apiId={apiId}
      kind="v2"
      tab="integrations"
      title={`Integration ${integrationId}`}
      actions={query.data && <DeleteButton apiId={apiId} integration={query.data} />}
    >
      <Loaded query={query} lines={8}>
        {(integration) => (
          <Stack gap="md">
            <IntegrationSection apiId={apiId} integration={integration} />
            {isWebSocket && (
              <IntegrationResponses
                at={{ apiId, integrationId }}
                selection={integration.integrationResponseSelectionExpression}
                isMapped={hasResponses(integration)}
              />
            )}
          </Stack>
        )}
      </Loaded>
    </ApiPage>
  );
}

const hasResponses = ({ integrationType = 'HTTP_PROXY', connectionId = '' }: Integration): boolean =>
  needsOf({ integrationType, integrationSubtype: '', connectionId }, false).responses;

interface PartProps {
  readonly apiId: string;
  readonly integration: Integration;
}

function IntegrationSection({ apiId, integration }: PartProps) {
  const [isEditing, setEditing] = useState(false);
  return (
    <Section
      title="Request"
      hint="What is called, and with what"
      actions={
        <Button size="xs" variant="default" onClick={() => setEditing(true)}>
          Edit
        </Button>
      }
    >
      <IntegrationFacts integration={integration} />
      {isEditing && (
        <IntegrationDialog apiId={apiId} integration={integration} onClose={() => setEditing(false)} />
      )}
    </Section>
  );
}

function DeleteButton({ apiId, integration }: PartProps) {
  const review = useReview();
  const navigate = useNavigate();
  const remove = async () => {
    const outputs = await review(deletion(deleteIntegration(apiId, integration)));
    if (outputs) await navigate({ to: apiPath('v2', apiId, 'integrations') });
  };
  return (
    <Button variant="light" color="red" onClick={() => void remove()}>
      Delete integration
    </Button>
  );
}
