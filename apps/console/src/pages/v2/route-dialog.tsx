import { Group, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useApi } from '../../kit/api-tabs.js';
import { FormDialog } from '../../kit/form-dialog.js';
import { alterationsBetween } from '../../kit/review/change.js';
import { useReview } from '../../kit/review/use-review.js';
import { CreateRoute, UpdateRoute, type Route } from '../../wire/generated/apigatewayv2.js';
import { call } from '../../wire/operation.js';
import { routeChange, routeMembers, typedRoute, type TypedRoute } from './route-form.js';
import { useAuthorizers, useIntegrations } from './v2-lists.js';

interface RouteDialogProps {
  readonly apiId: string;
  /** Null: a new one. */
  readonly route: Route | null;
  readonly onClose: () => void;
}

/** A route, new or changed. */
export function RouteDialog({ apiId, route, onClose }: RouteDialogProps) {
  const review = useReview();
  const isHttp = useApi('v2', apiId).kind === 'http';
  const integrations = useIntegrations(apiId).items;
  const authorizers = useAuthorizers(apiId).items;
  const from = typedRoute(route ?? {});
  const [authorizationType, setAuthorizationType] = useState(from.authorizationType);
  const hasAuthorizer = authorizationType === 'JWT' || authorizationType === 'CUSTOM';
  return (
    <FormDialog
      title={route ? `Edit ${route.routeKey}` : 'Create route'}
      submit="Review"
      onClose={onClose}
      onSubmit={async (field) => {
        const to = Object.fromEntries(
          Object.keys(from).map((name) => [name, field(name)]),
        ) as unknown as TypedRoute;
        const alterations = alterationsBetween(route ? from : {}, to);
        if (alterations.length === 0) return true;
        const outputs = await review({
          title: route ? `Change route ${route.routeKey}` : `Create route ${to.routeKey}`,
          alterations,
          steps: [
            route
              ? call(UpdateRoute, { apiId, routeId: route.routeId ?? '', ...routeChange(from, to) })
              : call(CreateRoute, { apiId, ...routeMembers(to) }),
          ],
          confirm: route ? 'Change' : 'Create',
        });
        return outputs !== null;
      }}
    >
      <TextInput
        name="routeKey"
        label="Route key"
        description={
          isHttp ? 'GET /pets/{id}, ANY /{proxy+}, or $default' : '$connect, $default, or a word of yours'
        }
        defaultValue={from.routeKey}
        required
        spellCheck={false}
        data-autofocus
      />
      <NativeSelect
        name="integrationId"
        label="Integration"
        data={[
          { value: '', label: 'none' },
          ...integrations.map(({ integrationId = '', integrationType, integrationUri = '' }) => ({
            value: integrationId,
            label: `${integrationId}: ${integrationType} ${integrationUri}`.slice(0, 80),
          })),
        ]}
        key={integrations.length}
        defaultValue={from.integrationId}
      />
      <Group grow>
        <NativeSelect
          name="authorizationType"
          label="Who may call"
          data={[
            { value: 'NONE', label: 'anyone' },
            { value: 'AWS_IAM', label: 'who signs (AWS_IAM)' },
            ...(isHttp ? [{ value: 'JWT', label: 'who has a token (JWT)' }] : []),
            { value: 'CUSTOM', label: 'whom a Lambda lets in' },
          ]}
          value={authorizationType}
          onChange={({ currentTarget }) => setAuthorizationType(currentTarget.value)}
        />
        <NativeSelect
          name="apiKeyRequired"
          label="API key"
          description={isHttp ? 'Asked for with the tag tollgate:rest-features' : undefined}
          data={['no', 'yes']}
          defaultValue={from.apiKeyRequired}
        />
      </Group>
      {hasAuthorizer && (
        <NativeSelect
          name="authorizerId"
          label="Authorizer"
          data={authorizers
            .filter(({ authorizerType }) => (authorizerType === 'JWT') === (authorizationType === 'JWT'))
            .map(({ authorizerId = '', name = '' }) => ({ value: authorizerId, label: name }))}
          key={authorizers.length}
          defaultValue={from.authorizerId}
          required
        />
      )}
      {authorizationType === 'JWT' && (
        <TextInput
          name="authorizationScopes"
          label="Scopes"
          description="One of them is needed"
          defaultValue={from.authorizationScopes}
          spellCheck={false}
        />
      )}
      {!isHttp && (
        <NativeSelect
          name="answers"
          label="Caller is answered"
          description="With what the integration says"
          data={['no', 'yes']}
          defaultValue={from.answers}
        />
      )}
      <TextInput
        name="operationName"
        label="Operation name"
        defaultValue={from.operationName}
        spellCheck={false}
      />
    </FormDialog>
  );
}
