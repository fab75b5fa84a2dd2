import { Group, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useApi } from '../../kit/api-tabs.js';
import { FormDialog } from '../../kit/form-dialog.js';
import { alterationsBetween } from '../../kit/review/change.js';
import { useReview } from '../../kit/review/use-review.js';
import { CreateAuthorizer, UpdateAuthorizer, type Authorizer } from '../../wire/generated/apigatewayv2.js';
import { call } from '../../wire/operation.js';
import { authorizerMembers, typedAuthorizer, type TypedAuthorizer } from './authorizer-form.js';

interface AuthorizerDialogProps {
  readonly apiId: string;
  /** Null: a new one. */
  readonly authorizer: Authorizer | null;
  readonly onClose: () => void;
}

/** An authorizer, new or changed. */
export function AuthorizerDialog({ apiId, authorizer, onClose }: AuthorizerDialogProps) {
  const review = useReview();
  const isHttp = useApi('v2', apiId).kind === 'http';
  const from = typedAuthorizer(authorizer ?? { authorizerType: isHttp ? 'JWT' : 'REQUEST' });
  const [type, setType] = useState(from.authorizerType);
  return (
    <FormDialog
      title={authorizer ? `Edit ${authorizer.name}` : 'Create authorizer'}
      submit="Review"
      onClose={onClose}
      onSubmit={async (field) => {
        const to = Object.fromEntries(
          Object.keys(from).map((name) => [name, field(name)]),
        ) as unknown as TypedAuthorizer;
        const alterations = alterationsBetween(authorizer ? from : {}, to);
        if (alterations.length === 0) return true;
        const members = authorizerMembers(to, isHttp);
        const outputs = await review({
          title: authorizer ? `Change authorizer ${authorizer.name}` : `Create authorizer ${to.name}`,
          alterations,
          steps: [
            authorizer
              ? call(UpdateAuthorizer, { apiId, authorizerId: authorizer.authorizerId ?? '', ...members })
              : call(CreateAuthorizer, { apiId, ...members }),
          ],
          confirm: authorizer ? 'Change' : 'Create',
        });
        return outputs !== null;
      }}
    >
      <TextInput name="name" label="Name" defaultValue={from.name} required data-autofocus />
      <NativeSelect
        name="authorizerType"
        label="Type"
        data={isHttp ? ['JWT', 'REQUEST'] : ['REQUEST']}
        value={type}
        onChange={({ currentTarget }) => setType(currentTarget.value)}
      />
      <TextInput
        name="identitySource"
        label="Identity sources"
        description={isHttp ? '$request.header.Authorization' : 'route.request.querystring.token'}
        defaultValue={from.identitySource}
        spellCheck={false}
      />
      {type === 'JWT' ? (
        <>
          <TextInput
            name="issuer"
            label="Issuer"
            description="Its /.well-known/openid-configuration says where its keys are"
            defaultValue={from.issuer}
            required
            spellCheck={false}
          />
          <TextInput
            name="audience"
            label="Audience"
            defaultValue={from.audience}
            required
            spellCheck={false}
          />
        </>
      ) : (
        <>
          <TextInput
            name="authorizerUri"
            label="URI of the function"
            defaultValue={from.authorizerUri}
            required
            spellCheck={false}
          />
          <Group grow>
            <NumberInput
              name="ttl"
              label="Results kept, s"
              min={0}
              max={3600}
              required
              allowDecimal={false}
              defaultValue={from.ttl}
            />
            {isHttp && (
              <NativeSelect
                name="payloadFormat"
                label="Payload format"
                data={['1.0', '2.0']}
                defaultValue={from.payloadFormat}
              />
            )}
            {isHttp && (
              <NativeSelect
                name="simpleResponses"
                label="Simple responses"
                data={['no', 'yes']}
                defaultValue={from.simpleResponses}
              />
            )}
          </Group>
        </>
      )}
    </FormDialog>
  );
}
