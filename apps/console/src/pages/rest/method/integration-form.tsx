import { Alert, Stack } from '@mantine/core';
import { useState } from 'react';
import { FormActions } from '../../../kit/form-actions.js';
import { alterationsBetween } from '../../../kit/review/change.js';
import { useReview } from '../../../kit/review/use-review.js';
import { PutIntegration, UpdateIntegration, type Integration } from '../../../wire/generated/apigateway.js';
import { call } from '../../../wire/operation.js';
import { draftOf, integrationPatches, newIntegration, putMembers } from './integration-draft.js';
import { IntegrationFields } from './integration-fields.js';
import type { MethodAt } from './method-at.js';

export interface IntegrationFormProps {
  readonly at: MethodAt;
  /** `GET /pets` */
  readonly name: string;
  readonly integration: Integration | undefined;
}

/** What a method calls, to be changed; or to be set, where there is nothing yet. */
export function IntegrationForm({ at, name, integration }: IntegrationFormProps) {
  const review = useReview();
  const initial = integration ? draftOf(integration) : newIntegration;
  const [draft, setDraft] = useState(initial);
  const [round, setRound] = useState(0);
  const patchOperations = integration ? integrationPatches(initial, draft) : [];
  const isChanged = !integration || patchOperations.length > 0;
  const submit = () =>
    void review({
      title: `${integration ? 'Change' : 'Set'} the integration of ${name}`,
      alterations: alterationsBetween(integration ? initial : {}, draft, {
        uri: 'Backend',
        httpMethod: 'Backend method',
        type: 'Type',
      }),
      steps: [
        integration
          ? call(UpdateIntegration, { ...at, patchOperations })
          : call(PutIntegration, { ...at, ...putMembers(draft) }),
      ],
      confirm: 'Save',
    });
  return (
    <Stack gap="md">
      {!integration && (
        <Alert color="orange" variant="light">
          {name} calls nothing yet: an API with such a method cannot be deployed.
        </Alert>
      )}
      <IntegrationFields key={round} draft={draft} onChange={setDraft} />
      <FormActions
        isChanged={isChanged}
        isReady={draft.type === 'MOCK' || draft.uri !== ''}
        onReview={submit}
        onReset={() => {
          setDraft(initial);
          setRound(round + 1);
        }}
      />
    </Stack>
  );
}
