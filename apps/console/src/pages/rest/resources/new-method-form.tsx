import { Checkbox, Select } from '@mantine/core';
import { useState } from 'react';
import { FormDialog } from '../../../kit/form-dialog.js';
import { useReview } from '../../../kit/review/use-review.js';
import type { Resource } from '../../../wire/generated/apigateway.js';
import { newIntegration } from '../method/integration-draft.js';
import { IntegrationFields } from '../method/integration-fields.js';
import { createMethod } from './new-method.js';
import { httpMethods } from './resource-tree.js';

export interface NewMethodFormProps {
  readonly apiId: string;
  readonly resource: Resource;
  readonly onClose: () => void;
  readonly onDone: (httpMethod: string) => void;
}

/** A new method of a resource, and what it calls. */
export function NewMethodForm({ apiId, resource, onClose, onDone }: NewMethodFormProps) {
  const review = useReview();
  const free = httpMethods.filter((method) => !(method in (resource.resourceMethods ?? {})));
  const [httpMethod, setHttpMethod] = useState<string>(free.includes('GET') ? 'GET' : (free[0] ?? ''));
  const [apiKeyRequired, setApiKeyRequired] = useState(false);
  const [integration, setIntegration] = useState(newIntegration);
  const submit = async () => {
    const { id = '', path = '' } = resource;
    const change = createMethod(apiId, { id, path }, { httpMethod, apiKeyRequired, integration });
    if (!(await review(change))) return false;
    onDone(httpMethod);
    return true;
  };
  return (
    <FormDialog
      title={`Add a method to ${resource.path}`}
      isReady={httpMethod !== '' && (integration.type === 'MOCK' || integration.uri !== '')}
      size="lg"
      onClose={onClose}
      submit="Review"
      onSubmit={submit}
    >
      <Select
        label="Method"
        data={free}
        value={httpMethod}
        onChange={(method) => {
          setHttpMethod(method ?? '');
          if (integration.type !== 'AWS_PROXY' && method)
            setIntegration({ ...integration, httpMethod: method });
        }}
        allowDeselect={false}
        data-autofocus
      />
      <IntegrationFields draft={integration} onChange={setIntegration} isBrief />
      <Checkbox
        label="Callers need an API key"
        description="A key of a usage plan that this stage is in"
        checked={apiKeyRequired}
        onChange={(event) => setApiKeyRequired(event.currentTarget.checked)}
      />
    </FormDialog>
  );
}
