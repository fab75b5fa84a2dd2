import { Checkbox, Select, SimpleGrid, Stack, TagsInput, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { FormActions } from '../../../kit/form-actions.js';
import { ParametersField } from '../../../kit/parameters/parameters-field.js';
import { PairsField } from '../../../kit/pairs-field.js';
import { alterationsBetween } from '../../../kit/review/change.js';
import { useReview } from '../../../kit/review/use-review.js';
import { wireQuery } from '../../../kit/wire-query.js';
import {
  GetAuthorizers,
  GetModels,
  GetRequestValidators,
  UpdateMethod,
  type Method,
} from '../../../wire/generated/apigateway.js';
import { call } from '../../../wire/operation.js';
import type { MethodAt } from './method-at.js';
import { hasAuthorizer, requestDraftOf, requestPatches, type RequestDraft } from './request-draft.js';

const authorizations = [
  { value: 'NONE', label: 'Open to all' },
  { value: 'AWS_IAM', label: 'IAM: signed requests' },
  { value: 'CUSTOM', label: 'Lambda authorizer' },
  { value: 'COGNITO_USER_POOLS', label: 'Cognito user pool' },
];

export interface RequestFormProps {
  readonly at: MethodAt;
  readonly name: string;
  readonly method: Method;
}

/** What a method asks of a request. */
export function RequestForm({ at, name, method }: RequestFormProps) {
  const { restApiId } = at;
  const review = useReview();
  const initial = requestDraftOf(method);
  const [draft, setDraft] = useState(initial);
  const [round, setRound] = useState(0);
  const set = (changed: Partial<RequestDraft>) => setDraft({ ...draft, ...changed });
  const authorizers = useQuery(wireQuery(GetAuthorizers, { restApiId, limit: 500 }));
  const validators = useQuery(wireQuery(GetRequestValidators, { restApiId, limit: 500 }));
  const models = useQuery(wireQuery(GetModels, { restApiId, limit: 500 }));
  const needsAuthorizer = hasAuthorizer(draft.authorizationType);
  const isCognito = draft.authorizationType === 'COGNITO_USER_POOLS';
  const fitting = (authorizers.data?.items ?? []).filter(
    ({ type }) => (type === 'COGNITO_USER_POOLS') === isCognito,
  );
  const patchOperations = requestPatches(initial, draft);
  const submit = () =>
    void review({
      title: `Change what ${name} asks for`,
      alterations: alterationsBetween(initial, needsAuthorizer ? draft : { ...draft, authorizerId: '' }, {
        authorizationType: 'Authorization',
        apiKeyRequired: 'API key required',
      }),
      steps: [call(UpdateMethod, { ...at, patchOperations })],
      confirm: 'Save',
    });
  return (
    <Stack gap="md">
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <Select
          label="Authorization"
          data={authorizations}
          value={draft.authorizationType}
          onChange={(type) => set({ authorizationType: type ?? 'NONE', authorizerId: '' })}
          allowDeselect={false}
        />
        {needsAuthorizer && (
          <Select
            label="Authorizer"
            placeholder={fitting.length === 0 ? 'Create one under Authorizers first' : 'Choose one'}
            data={fitting.map(({ id = '', name: label = '' }) => ({ value: id, label }))}
            value={draft.authorizerId || null}
            onChange={(authorizerId) => set({ authorizerId: authorizerId ?? '' })}
            required
          />
        )}
        <Select
          label="Request validator"
          data={[
            { value: '', label: 'None: nothing is checked' },
            ...(validators.data?.items ?? []).map(({ id = '', name: label = id }) => ({ value: id, label })),
          ]}
          value={draft.requestValidatorId}
          onChange={(requestValidatorId) => set({ requestValidatorId: requestValidatorId ?? '' })}
          allowDeselect={false}
        />
        <TextInput
          label="Operation name"
          value={draft.operationName}
          onChange={(event) => set({ operationName: event.currentTarget.value.trim() })}
        />
      </SimpleGrid>
      <Checkbox
        label="Callers need an API key"
        checked={draft.apiKeyRequired}
        onChange={(event) => set({ apiKeyRequired: event.currentTarget.checked })}
      />
      {isCognito && (
        <TagsInput
          label="Scopes"
          description="An access token needs one of them; without any, identity tokens are taken"
          value={[...draft.authorizationScopes]}
          onChange={(authorizationScopes) => set({ authorizationScopes })}
        />
      )}
      <ParametersField
        prefix="method.request"
        description="Required ones are checked when a request validator says so"
        key={`parameters ${round}`}
        value={draft.requestParameters}
        onChange={(requestParameters) => set({ requestParameters })}
      />
      <PairsField
        key={`models ${round}`}
        label="Request models"
        description={`What a body must be like. Models: ${(models.data?.items ?? []).map((model) => model.name).join(', ') || 'none yet'}`}
        keyLabel="Content type"
        valueLabel="Model"
        keyPlaceholder="application/json"
        value={draft.requestModels}
        onChange={(requestModels) => set({ requestModels })}
        add="Add a model"
      />
      <FormActions
        isChanged={patchOperations.length > 0}
        isReady={!needsAuthorizer || draft.authorizerId !== ''}
        onReview={submit}
        onReset={() => {
          setDraft(initial);
          setRound(round + 1);
        }}
      />
    </Stack>
  );
}
