import { useApi } from '../../../kit/api-tabs.js';
import { EditDialog } from '../../../kit/draft/edit-dialog.js';
import { useDraft } from '../../../kit/draft/use-draft.js';
import {
  CreateIntegration,
  UpdateIntegration,
  type Integration,
} from '../../../wire/generated/apigatewayv2.js';
import { call } from '../../../wire/operation.js';
import {
  integrationChange,
  integrationDraftOf,
  integrationLabels,
  integrationMembers,
} from './integration-draft.js';
import { IntegrationFields } from './integration-fields.js';
import { MappingFields } from './mapping-fields.js';

export interface IntegrationDialogProps {
  readonly apiId: string;
  /** Null: a new one. */
  readonly integration: Integration | null;
  readonly onClose: () => void;
}

/** An integration, new or changed. */
export function IntegrationDialog({ apiId, integration, onClose }: IntegrationDialogProps) {
  const isHttp = useApi('v2', apiId).kind === 'http';
  const draft = useDraft(integrationDraftOf(integration ?? {}, isHttp));
  return (
    <EditDialog
      noun="integration"
      name={integration && (integration.integrationId ?? '')}
      draft={draft}
      labels={integrationLabels}
      size="xl"
      steps={(to) => {
        if (!integration) return [call(CreateIntegration, { apiId, ...integrationMembers(to, isHttp) })];
        const changed = integrationChange(draft.from, to, isHttp);
        if (Object.keys(changed).length === 0) return [];
        const { integrationId = '' } = integration;
        return [call(UpdateIntegration, { apiId, integrationId, ...changed })];
      }}
      onClose={onClose}
    >
      <IntegrationFields isHttp={isHttp} draft={draft} />
      <MappingFields isHttp={isHttp} draft={draft} />
    </EditDialog>
  );
}
