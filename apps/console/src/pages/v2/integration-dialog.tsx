import { Group, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { useApi } from '../../kit/api-tabs.js';
import { FormDialog } from '../../kit/form-dialog.js';
import { alterationsBetween } from '../../kit/review/change.js';
import { useReview } from '../../kit/review/use-review.js';
import { CreateIntegration, UpdateIntegration, type Integration } from '../../wire/generated/apigatewayv2.js';
import { call } from '../../wire/operation.js';
import {
  integrationChange,
  integrationMembers,
  typedIntegration,
  type TypedIntegration,
} from './integration-form.js';

interface IntegrationDialogProps {
  readonly apiId: string;
  /** Null: a new one. */
  readonly integration: Integration | null;
  readonly onClose: () => void;
}

/** An integration, new or changed. What is not among the fields stays as it is. */
export function IntegrationDialog({ apiId, integration, onClose }: IntegrationDialogProps) {
  const review = useReview();
  const isHttp = useApi('v2', apiId).kind === 'http';
  const from = typedIntegration(integration ?? (isHttp ? { payloadFormatVersion: '1.0' } : {}));
  const types = isHttp ? ['HTTP_PROXY', 'AWS_PROXY'] : ['HTTP_PROXY', 'HTTP', 'AWS_PROXY', 'AWS', 'MOCK'];
  return (
    <FormDialog
      title={integration ? `Edit ${integration.integrationId}` : 'Create integration'}
      submit="Review"
      onClose={onClose}
      onSubmit={async (field) => {
        const to = Object.fromEntries(
          Object.keys(from).map((name) => [name, field(name)]),
        ) as unknown as TypedIntegration;
        const alterations = alterationsBetween(integration ? from : {}, to);
        if (alterations.length === 0) return true;
        const outputs = await review({
          title: integration ? `Change integration ${integration.integrationId}` : 'Create integration',
          alterations,
          steps: [
            integration
              ? call(UpdateIntegration, {
                  apiId,
                  integrationId: integration.integrationId ?? '',
                  ...integrationChange(from, to),
                })
              : call(CreateIntegration, { apiId, ...integrationMembers(to) }),
          ],
          confirm: integration ? 'Change' : 'Create',
        });
        return outputs !== null;
      }}
    >
      <NativeSelect name="integrationType" label="Type" data={types} defaultValue={from.integrationType} />
      <TextInput
        name="integrationUri"
        label="URI"
        description="Address of the backend, or ARN of the function"
        defaultValue={from.integrationUri}
        spellCheck={false}
        data-autofocus
      />
      <Group grow>
        <NativeSelect
          name="integrationMethod"
          label="HTTP method"
          data={['', 'ANY', 'GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']}
          defaultValue={from.integrationMethod}
        />
        <NativeSelect
          name="payloadFormatVersion"
          label="Payload format"
          data={isHttp ? ['1.0', '2.0'] : ['', '1.0']}
          defaultValue={from.payloadFormatVersion}
        />
        <NumberInput
          name="timeoutInMillis"
          label="Timeout, ms"
          min={50}
          max={30_000}
          allowDecimal={false}
          defaultValue={from.timeoutInMillis}
        />
      </Group>
      <TextInput
        name="connectionId"
        label="VPC link"
        description="Of a private backend"
        defaultValue={from.connectionId}
        spellCheck={false}
      />
      <TextInput
        name="credentialsArn"
        label="Role"
        description="Whose credentials call an AWS service"
        defaultValue={from.credentialsArn}
        spellCheck={false}
      />
      <TextInput name="description" label="Description" defaultValue={from.description} />
    </FormDialog>
  );
}
