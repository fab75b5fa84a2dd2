import { Autocomplete, Group, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import type { Draft } from '../../../kit/draft/use-draft.js';
import { integrationLabels, type IntegrationDraft } from './integration-draft.js';
import { needsOf, subtypes, typeLabels, typesOf } from './integration-needs.js';

export interface IntegrationFieldsProps {
  readonly isHttp: boolean;
  readonly draft: Draft<IntegrationDraft>;
}

const methods = ['', 'ANY', 'GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];

/** What is called, and how. */
export function IntegrationFields({ isHttp, draft }: IntegrationFieldsProps) {
  const needs = needsOf(draft.to, isHttp);
  return (
    <>
      <NativeSelect
        label={integrationLabels.integrationType}
        data={typesOf(isHttp).map((type) => ({ value: type, label: typeLabels[type] }))}
        {...draft.text('integrationType')}
      />
      {needs.subtype && (
        <Autocomplete
          label={integrationLabels.integrationSubtype}
          description="Empty: a function. A service is called with the request parameters below, by a role"
          placeholder="SQS-SendMessage"
          data={subtypes}
          value={draft.to.integrationSubtype}
          onChange={(integrationSubtype) => draft.set({ integrationSubtype })}
          spellCheck={false}
        />
      )}
      {needs.endpoint && (
        <TextInput
          label={integrationLabels.integrationUri}
          description="Address of the backend, or ARN of the function"
          {...draft.text('integrationUri')}
          spellCheck={false}
          data-autofocus
        />
      )}
      <Group grow align="flex-end">
        {needs.endpoint && (
          <NativeSelect
            label={integrationLabels.integrationMethod}
            data={methods}
            {...draft.text('integrationMethod')}
          />
        )}
        <NativeSelect
          label={integrationLabels.payloadFormatVersion}
          data={isHttp ? ['1.0', '2.0'] : ['', '1.0']}
          {...draft.text('payloadFormatVersion')}
        />
        <NumberInput
          label={integrationLabels.timeoutInMillis}
          placeholder={isHttp ? '30000' : '29000'}
          min={50}
          max={isHttp ? 30_000 : 29_000}
          allowDecimal={false}
          {...draft.digits('timeoutInMillis')}
        />
      </Group>
      {needs.connection && (
        <Group grow align="flex-start">
          <TextInput
            label={integrationLabels.connectionId}
            description="Of a private backend"
            {...draft.text('connectionId')}
            spellCheck={false}
          />
          {needs.tls && (
            <TextInput
              label={integrationLabels.serverNameToVerify}
              description="Whom its certificate must be for"
              {...draft.text('serverNameToVerify')}
              spellCheck={false}
            />
          )}
        </Group>
      )}
      <TextInput
        label={integrationLabels.credentialsArn}
        description="Whose credentials call an AWS service"
        {...draft.text('credentialsArn')}
        spellCheck={false}
      />
      <TextInput label={integrationLabels.description} {...draft.text('description')} />
    </>
  );
}
