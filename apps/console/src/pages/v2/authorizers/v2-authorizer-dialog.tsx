import { Group, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { useApi } from '../../../kit/api-tabs.js';
import { EditDialog } from '../../../kit/draft/edit-dialog.js';
import { useDraft, type Draft } from '../../../kit/draft/use-draft.js';
import { CreateAuthorizer, UpdateAuthorizer, type Authorizer } from '../../../wire/generated/apigatewayv2.js';
import { call } from '../../../wire/operation.js';
import {
  authorizerChange,
  authorizerDraftOf,
  authorizerLabels as labels,
  authorizerMembers,
  newAuthorizer,
  type AuthorizerDraft,
} from './authorizer-draft.js';

interface AuthorizerDialogProps {
  readonly apiId: string;
  /** Null: a new one. */
  readonly authorizer: Authorizer | null;
  readonly onClose: () => void;
}

/** An authorizer, new or changed. */
export function AuthorizerDialog({ apiId, authorizer, onClose }: AuthorizerDialogProps) {
  const isHttp = useApi('v2', apiId).kind === 'http';
  const draft = useDraft(authorizer ? authorizerDraftOf(authorizer) : newAuthorizer(isHttp));
  return (
    <EditDialog
      noun="authorizer"
      name={authorizer && (authorizer.name ?? '')}
      newName={(to) => to.name}
      draft={draft}
      labels={labels}
      steps={(to) => {
        if (!authorizer) return [call(CreateAuthorizer, { apiId, ...authorizerMembers(to, isHttp) })];
        const changed = authorizerChange(draft.from, to, isHttp);
        if (Object.keys(changed).length === 0) return [];
        return [call(UpdateAuthorizer, { apiId, authorizerId: authorizer.authorizerId ?? '', ...changed })];
      }}
      onClose={onClose}
    >
      <TextInput label={labels.name} {...draft.text('name')} required data-autofocus />
      <NativeSelect
        label={labels.authorizerType}
        data={isHttp ? ['JWT', 'REQUEST'] : ['REQUEST']}
        {...draft.text('authorizerType')}
      />
      <TextInput
        label={labels.identitySource}
        description={isHttp ? '$request.header.Authorization' : 'route.request.querystring.token'}
        {...draft.text('identitySource')}
        spellCheck={false}
      />
      {draft.to.authorizerType === 'JWT' ? (
        <JwtFields draft={draft} />
      ) : (
        <FunctionFields draft={draft} isHttp={isHttp} />
      )}
    </EditDialog>
  );
}

const JwtFields = ({ draft }: { readonly draft: Draft<AuthorizerDraft> }) => (
  <>
    <TextInput
      label={labels.issuer}
      description="Its /.well-known/openid-configuration says where its keys are"
      {...draft.text('issuer')}
      required
      spellCheck={false}
    />
    <TextInput label={labels.audience} {...draft.text('audience')} required spellCheck={false} />
  </>
);

interface FunctionFieldsProps {
  readonly draft: Draft<AuthorizerDraft>;
  readonly isHttp: boolean;
}

const FunctionFields = ({ draft, isHttp }: FunctionFieldsProps) => (
  <>
    <TextInput label={labels.authorizerUri} {...draft.text('authorizerUri')} required spellCheck={false} />
    <TextInput
      label={labels.credentialsArn}
      description="Whose credentials call the function"
      {...draft.text('credentialsArn')}
      spellCheck={false}
    />
    {isHttp && (
      <Group grow>
        <NumberInput
          label={labels.ttl}
          min={0}
          max={3600}
          required
          allowDecimal={false}
          {...draft.digits('ttl')}
        />
        <NativeSelect label={labels.payloadFormat} data={['1.0', '2.0']} {...draft.text('payloadFormat')} />
        <NativeSelect
          label={labels.simpleResponses}
          data={['no', 'yes']}
          {...draft.text('simpleResponses')}
        />
      </Group>
    )}
  </>
);
