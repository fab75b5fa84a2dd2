import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { FormDialog } from '../../../kit/form-dialog.js';
import { PairsField } from '../../../kit/pairs-field.js';
import { alterationsBetween } from '../../../kit/review/change.js';
import { useReview } from '../../../kit/review/use-review.js';
import { TemplatesField } from '../../../kit/templates-field.js';
import {
  DeleteGatewayResponse,
  PutGatewayResponse,
  type GatewayResponse,
} from '../../../wire/generated/apigateway.js';
import { call } from '../../../wire/operation.js';
import { textsOf } from '../method/integration-draft.js';

export interface GatewayResponseFormProps {
  readonly apiId: string;
  readonly response: GatewayResponse;
  readonly onClose: () => void;
}

/** One refusal of the gateway: another status, headers, body; or the default again. */
export function GatewayResponseForm({ apiId, response, onClose }: GatewayResponseFormProps) {
  const review = useReview();
  const { responseType = 'DEFAULT_4XX', defaultResponse } = response;
  const initial = {
    statusCode: response.statusCode ?? '',
    responseParameters: response.responseParameters ?? {},
    responseTemplates: textsOf(response.responseTemplates),
  };
  const [draft, setDraft] = useState(initial);
  const at = { restApiId: apiId, responseType };
  const submit = async () => {
    const { statusCode, responseParameters, responseTemplates } = draft;
    const outputs = await review({
      title: `Change ${responseType}`,
      alterations: alterationsBetween(initial, draft),
      steps: [
        call(PutGatewayResponse, {
          ...at,
          ...(statusCode !== '' && { statusCode }),
          responseParameters,
          responseTemplates,
        }),
      ],
      confirm: 'Save',
    });
    return outputs !== null;
  };
  const reset = async () => {
    const outputs = await review({
      title: `Reset ${responseType}`,
      danger: 'What was set here is lost; callers get the default again from the next deployment on.',
      alterations: [{ what: responseType, from: 'changed', to: 'default' }],
      steps: [call(DeleteGatewayResponse, at)],
      confirm: 'Reset',
    });
    if (outputs) onClose();
  };
  return (
    <FormDialog title={responseType} submit="Review" size="lg" onClose={onClose} onSubmit={submit}>
      <TextInput
        label="Status code"
        placeholder="That of the refusal"
        value={draft.statusCode}
        onChange={(event) => setDraft({ ...draft, statusCode: event.currentTarget.value.trim() })}
        maxLength={3}
        inputMode="numeric"
      />
      <PairsField
        label="Headers"
        keyPlaceholder="gatewayresponse.header.X-Why"
        valuePlaceholder="'text' or context.error.message"
        value={draft.responseParameters}
        onChange={(responseParameters) => setDraft({ ...draft, responseParameters })}
        add="Add a header"
      />
      <TemplatesField
        label="Body templates"
        value={draft.responseTemplates}
        onChange={(responseTemplates) => setDraft({ ...draft, responseTemplates })}
      />
      {defaultResponse === false && (
        <Button variant="subtle" color="red" onClick={() => void reset()} style={{ alignSelf: 'flex-start' }}>
          Back to the default
        </Button>
      )}
    </FormDialog>
  );
}
