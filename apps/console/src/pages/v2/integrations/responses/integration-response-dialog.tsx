import { NativeSelect, TextInput } from '@mantine/core';
import { EditDialog } from '../../../../kit/draft/edit-dialog.js';
import { useDraft } from '../../../../kit/draft/use-draft.js';
import { PairsField } from '../../../../kit/pairs-field.js';
import { TemplatesField } from '../../../../kit/templates-field.js';
import {
  CreateIntegrationResponse,
  UpdateIntegrationResponse,
  type IntegrationResponse,
} from '../../../../wire/generated/apigatewayv2.js';
import { call } from '../../../../wire/operation.js';
import { contentHandlings } from '../mapping-fields.js';
import {
  responseChange,
  responseDraftOf,
  responseLabels,
  responseMembers,
  type ResponseAt,
} from './integration-response-draft.js';

export interface IntegrationResponseDialogProps {
  readonly at: ResponseAt;
  /** Null: a new one. */
  readonly response: IntegrationResponse | null;
  readonly onClose: () => void;
}

/** Which responses of the integration it takes, and what callers get of them. */
export function IntegrationResponseDialog({ at, response, onClose }: IntegrationResponseDialogProps) {
  const draft = useDraft(responseDraftOf(response ?? {}));
  return (
    <EditDialog
      noun="integration response"
      name={response && (response.integrationResponseKey ?? '')}
      newName={(to) => to.integrationResponseKey}
      draft={draft}
      labels={responseLabels}
      size="lg"
      steps={(to) => {
        if (!response) return [call(CreateIntegrationResponse, { ...at, ...responseMembers(to) })];
        const { integrationResponseId = '' } = response;
        const changed = responseChange(draft.from, to);
        return [call(UpdateIntegrationResponse, { ...at, integrationResponseId, ...changed })];
      }}
      onClose={onClose}
    >
      <TextInput
        label={responseLabels.integrationResponseKey}
        description="$default, or a regular expression between slashes, such as /5\d\d/"
        {...draft.text('integrationResponseKey')}
        required
        spellCheck={false}
        data-autofocus
      />
      <TemplatesField
        label={responseLabels.responseTemplates}
        description="By what the template selection expression gives; $default for the rest"
        keys={['$default']}
        keyLabel="Selected"
        {...draft.map('responseTemplates')}
      />
      <TextInput
        label={responseLabels.templateSelectionExpression}
        description="Such as ${integration.response.body.kind}"
        {...draft.text('templateSelectionExpression')}
        spellCheck={false}
      />
      <PairsField
        label={responseLabels.responseParameters}
        description="Headers of the handshake, of $connect"
        keyLabel="To"
        valueLabel="From"
        keyPlaceholder="route.response.header.x"
        valuePlaceholder="integration.response.header.y"
        {...draft.map('responseParameters')}
        add="Add a response parameter"
      />
      <NativeSelect
        label={responseLabels.contentHandlingStrategy}
        data={contentHandlings(draft.from.contentHandlingStrategy)}
        {...draft.text('contentHandlingStrategy')}
      />
    </EditDialog>
  );
}
