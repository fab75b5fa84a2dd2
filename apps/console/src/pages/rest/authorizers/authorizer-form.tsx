import { NumberInput, Select, TagsInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { FormDialog } from '../../../kit/form-dialog.js';
import { alterationsBetween } from '../../../kit/review/change.js';
import { useReview } from '../../../kit/review/use-review.js';
import { CreateAuthorizer, UpdateAuthorizer, type Authorizer } from '../../../wire/generated/apigateway.js';
import { call } from '../../../wire/operation.js';
import {
  authorizerDraftOf,
  authorizerPatches,
  createMembers,
  isWhole,
  newAuthorizer,
  type AuthorizerDraft,
} from './authorizer-draft.js';

const types = [
  { value: 'TOKEN', label: 'Lambda, by a token' },
  { value: 'REQUEST', label: 'Lambda, by the whole request' },
  { value: 'COGNITO_USER_POOLS', label: 'Cognito user pools' },
];

export interface AuthorizerFormProps {
  readonly apiId: string;
  /** Null for a new one. */
  readonly authorizer: Authorizer | null;
  readonly onClose: () => void;
}

/** Who decides whether a caller may, and by what of the request. */
export function AuthorizerForm({ apiId, authorizer, onClose }: AuthorizerFormProps) {
  const review = useReview();
  const initial = authorizer ? authorizerDraftOf(authorizer) : newAuthorizer;
  const [draft, setDraft] = useState(initial);
  const set = (changed: Partial<AuthorizerDraft>) => setDraft({ ...draft, ...changed });
  const patchOperations = authorizerPatches(initial, draft);
  const isPool = draft.type === 'COGNITO_USER_POOLS';
  const submit = async () => {
    const outputs = await review({
      title: `${authorizer ? 'Change' : 'Create'} authorizer ${draft.name}`,
      alterations: alterationsBetween(
        authorizer ? initial : {},
        authorizer ? draft : (createMembers(draft) as Partial<AuthorizerDraft>),
      ),
      steps: [
        authorizer
          ? call(UpdateAuthorizer, {
              restApiId: apiId,
              authorizerId: authorizer.id ?? '',
              patchOperations,
            })
          : call(CreateAuthorizer, { restApiId: apiId, ...createMembers(draft) }),
      ],
      confirm: authorizer ? 'Save' : 'Create',
    });
    return outputs !== null;
  };
  return (
    <FormDialog
      title={authorizer ? `Authorizer ${initial.name}` : 'Create an authorizer'}
      submit="Review"
      size="lg"
      isReady={isWhole(draft) && (!authorizer || patchOperations.length > 0)}
      onClose={onClose}
      onSubmit={submit}
    >
      <TextInput
        label="Name"
        value={draft.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
        required
      />
      <Select
        label="Type"
        data={types}
        value={draft.type}
        onChange={(type) => set({ type: (type ?? 'TOKEN') as AuthorizerDraft['type'] })}
        allowDeselect={false}
      />
      {isPool ? (
        <TagsInput
          label="User pools"
          placeholder="arn:aws:cognito-idp:REGION:ACCOUNT:userpool/ID"
          description="ARNs; Enter adds one"
          value={[...draft.providerARNs]}
          onChange={(providerARNs) => set({ providerARNs })}
          required
        />
      ) : (
        <>
          <TextInput
            label="Function"
            placeholder="arn:aws:apigateway:REGION:lambda:path/2015-03-31/functions/FUNCTION_ARN/invocations"
            value={draft.authorizerUri}
            onChange={(event) => set({ authorizerUri: event.currentTarget.value.trim() })}
            spellCheck={false}
            required
          />
          <TextInput
            label="Credentials"
            description="A role's ARN; nothing for what the gateway has itself"
            value={draft.authorizerCredentials}
            onChange={(event) => set({ authorizerCredentials: event.currentTarget.value.trim() })}
          />
        </>
      )}
      <TextInput
        label="Identity source"
        description={
          draft.type === 'REQUEST'
            ? 'What of a request tells callers apart; several after commas'
            : 'The header that has the token'
        }
        placeholder="method.request.header.Authorization"
        value={draft.identitySource}
        onChange={(event) => set({ identitySource: event.currentTarget.value.trim() })}
        spellCheck={false}
      />
      {draft.type === 'TOKEN' && (
        <TextInput
          label="Token validation"
          description="A regular expression; other tokens are refused without asking"
          value={draft.identityValidationExpression}
          onChange={(event) => set({ identityValidationExpression: event.currentTarget.value })}
          spellCheck={false}
        />
      )}
      <NumberInput
        label="Keep a decision for, seconds"
        description="0 asks for every request"
        value={draft.authorizerResultTtlInSeconds}
        onChange={(seconds) => set({ authorizerResultTtlInSeconds: Number(seconds) || 0 })}
        min={0}
        max={3600}
      />
    </FormDialog>
  );
}
