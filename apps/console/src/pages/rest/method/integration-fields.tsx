import { Checkbox, NumberInput, Select, SimpleGrid, Stack, TagsInput, TextInput } from '@mantine/core';
import { PairsField } from '../../../kit/pairs-field.js';
import { TemplatesField } from '../../../kit/templates-field.js';
import type { IntegrationType } from '../../../wire/generated/apigateway.js';
import { httpMethods } from '../resources/resource-tree.js';
import { needsOf, type IntegrationDraft } from './integration-draft.js';

const types: { value: IntegrationType; label: string }[] = [
  { value: 'HTTP_PROXY', label: 'HTTP proxy: hand requests and responses on as they are' },
  { value: 'HTTP', label: 'HTTP: map requests and responses by templates' },
  { value: 'AWS_PROXY', label: 'Lambda proxy: a function gets the whole request' },
  { value: 'AWS', label: 'AWS service or Lambda, mapped by templates' },
  { value: 'MOCK', label: 'Mock: respond without calling anything' },
];

const passthrough = [
  { value: 'WHEN_NO_MATCH', label: 'When no template is of the content type' },
  { value: 'WHEN_NO_TEMPLATES', label: 'When there are no templates at all' },
  { value: 'NEVER', label: 'Never: 415 without a template' },
];

export interface IntegrationFieldsProps {
  readonly draft: IntegrationDraft;
  readonly onChange: (draft: IntegrationDraft) => void;
  /** Without what a first integration does not need. */
  readonly isBrief?: boolean;
}

/** The fields of an integration; those that mean something to its type. */
export function IntegrationFields({ draft, onChange, isBrief = false }: IntegrationFieldsProps) {
  const needs = needsOf(draft.type);
  const set = (changed: Partial<IntegrationDraft>) => onChange({ ...draft, ...changed });
  const isFunction = draft.type === 'AWS' || draft.type === 'AWS_PROXY';
  const setType = (type: IntegrationType) =>
    set({
      type,
      ...(type === 'AWS_PROXY' && { httpMethod: 'POST' }),
      ...(type === 'MOCK' &&
        Object.keys(draft.requestTemplates).length === 0 && {
          requestTemplates: { 'application/json': '{"statusCode": 200}' },
        }),
    });
  return (
    <Stack gap="sm">
      <Select
        label="Integration type"
        data={types}
        value={draft.type}
        onChange={(type) => setType(type ?? 'HTTP_PROXY')}
        allowDeselect={false}
      />
      {needs.endpoint && (
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <TextInput
            label={isFunction ? 'Integration ARN' : 'Backend address'}
            placeholder={
              isFunction
                ? 'arn:aws:apigateway:REGION:lambda:path/2015-03-31/functions/FUNCTION_ARN/invocations'
                : 'https://backend.example.com/pets/{petId}'
            }
            value={draft.uri}
            onChange={(event) => set({ uri: event.currentTarget.value.trim() })}
            spellCheck={false}
            required
          />
          <Select
            label="Backend method"
            data={[...httpMethods]}
            value={draft.httpMethod}
            onChange={(httpMethod) => set({ httpMethod: httpMethod ?? '' })}
            allowDeselect={false}
          />
        </SimpleGrid>
      )}
      {!isBrief && needs.connection && (
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <Select
            label="Connection"
            data={[
              { value: 'INTERNET', label: 'Direct' },
              { value: 'VPC_LINK', label: 'By a VPC link' },
            ]}
            value={draft.connectionType}
            onChange={(value) => set({ connectionType: value === 'VPC_LINK' ? value : 'INTERNET' })}
            allowDeselect={false}
          />
          {draft.connectionType === 'VPC_LINK' && (
            <TextInput
              label="VPC link id"
              value={draft.connectionId}
              onChange={(event) => set({ connectionId: event.currentTarget.value.trim() })}
            />
          )}
        </SimpleGrid>
      )}
      {!isBrief && needs.credentials && (
        <TextInput
          label="Credentials"
          description="A role's ARN; nothing for what the gateway has itself"
          value={draft.credentials}
          onChange={(event) => set({ credentials: event.currentTarget.value.trim() })}
        />
      )}
      {!isBrief && (
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <NumberInput
            label="Timeout, milliseconds"
            value={draft.timeoutInMillis}
            onChange={(value) => set({ timeoutInMillis: Number(value) || 0 })}
            min={50}
            step={1000}
            thousandSeparator=","
          />
          {needs.streaming && (
            <Select
              label="Response transfer"
              data={[
                { value: 'BUFFERED', label: 'Whole, when it is there' },
                { value: 'STREAM', label: 'Streamed as it comes' },
              ]}
              value={draft.responseTransferMode}
              onChange={(value) => set({ responseTransferMode: value === 'STREAM' ? value : 'BUFFERED' })}
              allowDeselect={false}
            />
          )}
          {needs.templates && (
            <Select
              label="Hand the body on untouched"
              data={passthrough}
              value={draft.passthroughBehavior}
              onChange={(value) => set({ passthroughBehavior: value ?? 'WHEN_NO_MATCH' })}
              allowDeselect={false}
            />
          )}
          <Select
            label="Content handling"
            data={[
              { value: '', label: 'As it comes' },
              { value: 'CONVERT_TO_BINARY', label: 'Convert to binary' },
              { value: 'CONVERT_TO_TEXT', label: 'Convert to text' },
            ]}
            value={draft.contentHandling}
            onChange={(value) => set({ contentHandling: value ?? '' })}
            allowDeselect={false}
          />
        </SimpleGrid>
      )}
      {!isBrief && needs.endpoint && (
        <>
          <PairsField
            label="Request parameters"
            description="What the backend gets, and whence"
            keyPlaceholder="integration.request.header.X-Tenant"
            valuePlaceholder="method.request.header.tenant, or 'text'"
            value={draft.requestParameters}
            onChange={(requestParameters) => set({ requestParameters })}
            add="Add a parameter"
          />
          <TagsInput
            label="Cache key parameters"
            description="What tells one cached response from another, such as method.request.querystring.page"
            value={[...draft.cacheKeyParameters]}
            onChange={(cacheKeyParameters) => set({ cacheKeyParameters })}
          />
        </>
      )}
      {!isBrief && needs.connection && (
        <Checkbox
          label="Take any certificate of the backend, also one that cannot be verified"
          checked={draft.skipsVerification}
          onChange={(event) => set({ skipsVerification: event.currentTarget.checked })}
        />
      )}
      {needs.templates && !(isBrief && draft.type !== 'MOCK') && (
        <TemplatesField
          label="Request templates"
          description={
            draft.type === 'MOCK'
              ? 'The statusCode that a template gives chooses the response'
              : 'What the backend gets as its body, by the content type of the request'
          }
          value={draft.requestTemplates}
          onChange={(requestTemplates) => set({ requestTemplates })}
        />
      )}
    </Stack>
  );
}
