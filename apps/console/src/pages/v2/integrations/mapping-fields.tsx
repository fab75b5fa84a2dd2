import { NativeSelect, TextInput } from '@mantine/core';
import { PairsField } from '../../../kit/pairs-field.js';
import { TemplatesField } from '../../../kit/templates-field.js';
import { integrationLabels } from './integration-draft.js';
import type { IntegrationFieldsProps } from './integration-fields.js';
import { needsOf } from './integration-needs.js';
import { ResponseMappingsField } from './response-mappings-field.js';

export const contentHandlings = (was: string) => [
  // The service has no way back from one that is set.
  ...(was === '' ? [{ value: '', label: 'As it comes' }] : []),
  { value: 'CONVERT_TO_BINARY', label: 'Convert to binary' },
  { value: 'CONVERT_TO_TEXT', label: 'Convert to text' },
];

/** What the integration gets of a request or message, and callers of its response. */
export function MappingFields({ isHttp, draft }: IntegrationFieldsProps) {
  const needs = needsOf(draft.to, isHttp);
  return (
    <>
      {needs.requestParameters && (
        <PairsField
          label={integrationLabels.requestParameters}
          description={
            needs.endpoint
              ? isHttp
                ? 'What is changed on the way to the backend: append, overwrite or remove a header, a parameter of the query or the path'
                : 'What is sent beside the message: integration.request.header.x from route.request.body.x, context.connectionId or a text in quotes'
              : 'Of the service: its QueueUrl, MessageBody, Region …'
          }
          keyLabel="To"
          valueLabel="From"
          keyPlaceholder={
            needs.endpoint ? (isHttp ? 'append:header.x' : 'integration.request.header.x') : 'QueueUrl'
          }
          valuePlaceholder={isHttp ? '$request.header.y' : 'context.connectionId'}
          {...draft.map('requestParameters')}
          add="Add a request parameter"
        />
      )}
      {isHttp && <ResponseMappingsField {...draft.map('responseParameters')} />}
      {needs.templates && (
        <>
          <TemplatesField
            label={integrationLabels.requestTemplates}
            description="By what the template selection expression gives; $default for the rest"
            keys={['$default']}
            keyLabel="Selected"
            {...draft.map('requestTemplates')}
          />
          <TextInput
            label={integrationLabels.templateSelectionExpression}
            description="Such as $request.body.kind; without one it is the template of $default"
            {...draft.text('templateSelectionExpression')}
            spellCheck={false}
          />
          <NativeSelect
            label={integrationLabels.passthroughBehavior}
            description="What becomes of a message that no template is for"
            data={[
              // A new one gets the default of the service.
              ...(draft.from.passthroughBehavior === '' ? [{ value: '', label: 'As by default' }] : []),
              { value: 'WHEN_NO_MATCH', label: 'It passes as it is' },
              { value: 'WHEN_NO_TEMPLATES', label: 'It passes if there is no template at all' },
              { value: 'NEVER', label: 'It is refused' },
            ]}
            {...draft.text('passthroughBehavior')}
          />
        </>
      )}
      {needs.contentHandling && (
        <NativeSelect
          label={integrationLabels.contentHandlingStrategy}
          description="What becomes of the message before it is sent on"
          data={contentHandlings(draft.from.contentHandlingStrategy)}
          {...draft.text('contentHandlingStrategy')}
        />
      )}
    </>
  );
}
