import { Group, NativeSelect, TextInput } from '@mantine/core';
import type { Draft } from '../../../kit/draft/use-draft.js';
import { PairsField } from '../../../kit/pairs-field.js';
import { ParametersField } from '../../../kit/parameters/parameters-field.js';
import { useAuthorizers, useIntegrations, useModels } from '../v2-lists.js';
import { routeLabels, type RouteDraft } from './route-draft.js';

export interface RouteFieldsProps {
  readonly apiId: string;
  readonly isHttp: boolean;
  readonly isNew: boolean;
  readonly draft: Draft<RouteDraft>;
}

/** What a route is for, and what it calls. */
export function RouteFields({ apiId, isHttp, isNew, draft }: RouteFieldsProps) {
  const integrations = useIntegrations(apiId).items;
  return (
    <>
      <TextInput
        label={routeLabels.routeKey}
        description={
          isHttp ? 'GET /pets/{id}, ANY /{proxy+}, or $default' : '$connect, $default, or a word of yours'
        }
        {...draft.text('routeKey')}
        required
        spellCheck={false}
        data-autofocus
      />
      <NativeSelect
        label={routeLabels.integrationId}
        data={[
          { value: '', label: 'none' },
          ...integrations.map(({ integrationId = '', integrationType, integrationUri = '' }) => ({
            value: integrationId,
            label: `${integrationId}: ${integrationType} ${integrationUri}`.slice(0, 80),
          })),
        ]}
        {...draft.text('integrationId')}
      />
      <Access apiId={apiId} isHttp={isHttp} draft={draft} />
      {!isHttp && isNew && (
        <NativeSelect
          label={routeLabels.isTwoWay}
          description="With what the integration says: the route gets a route response"
          data={['no', 'yes']}
          {...draft.text('isTwoWay')}
        />
      )}
      <TextInput label={routeLabels.operationName} {...draft.text('operationName')} spellCheck={false} />
      <Checks apiId={apiId} isHttp={isHttp} draft={draft} />
    </>
  );
}

type PartProps = Omit<RouteFieldsProps, 'isNew'>;

/** Who may call. */
function Access({ apiId, isHttp, draft }: PartProps) {
  const authorizers = useAuthorizers(apiId).items;
  const { authorizationType } = draft.to;
  const isJwt = authorizationType === 'JWT';
  return (
    <>
      <Group grow align="flex-start">
        <NativeSelect
          label={routeLabels.authorizationType}
          description={isHttp ? undefined : 'Found out at $connect, for all that follows'}
          data={[
            { value: 'NONE', label: 'anyone' },
            { value: 'AWS_IAM', label: 'who signs (AWS_IAM)' },
            ...(isHttp ? [{ value: 'JWT', label: 'who has a token (JWT)' }] : []),
            { value: 'CUSTOM', label: 'whom a Lambda lets in' },
          ]}
          {...draft.text('authorizationType')}
        />
        <NativeSelect
          label={routeLabels.apiKeyRequired}
          description={isHttp ? 'Asked for with the tag tollgate:rest-features' : 'Asked for at $connect'}
          data={['no', 'yes']}
          {...draft.text('apiKeyRequired')}
        />
      </Group>
      {(isJwt || authorizationType === 'CUSTOM') && (
        <NativeSelect
          label={routeLabels.authorizerId}
          data={[
            { value: '', label: 'choose one' },
            ...authorizers
              .filter(({ authorizerType }) => (authorizerType === 'JWT') === isJwt)
              .map(({ authorizerId = '', name = '' }) => ({ value: authorizerId, label: name })),
          ]}
          {...draft.text('authorizerId')}
          required
        />
      )}
      {isJwt && (
        <TextInput
          label={routeLabels.authorizationScopes}
          description="One of them is needed"
          {...draft.text('authorizationScopes')}
          spellCheck={false}
        />
      )}
    </>
  );
}

/** What a request or a message must be like. */
function Checks({ apiId, isHttp, draft }: PartProps) {
  const models = useModels(apiId).items;
  return (
    <>
      {draft.to.routeKey.trim() === '$connect' && (
        <ParametersField
          description="Of the handshake; without a required one it is refused"
          prefix="route.request"
          places={['querystring', 'header']}
          {...draft.map('requestParameters')}
        />
      )}
      <PairsField
        label={routeLabels.requestModels}
        description={
          isHttp
            ? 'By content type; asked for with the tag tollgate:rest-features'
            : 'By what the model selection expression gives; $default for the rest'
        }
        keyLabel={isHttp ? 'Content type' : 'Selected'}
        keyPlaceholder={isHttp ? 'application/json' : '$default'}
        valueLabel="Model"
        valueChoices={models.map(({ name = '' }) => name)}
        {...draft.map('requestModels')}
        add="Add a model"
      />
      {!isHttp && (
        <TextInput
          label={routeLabels.modelSelectionExpression}
          description="Such as $request.body.kind; without one it is the model of $default"
          {...draft.text('modelSelectionExpression')}
          spellCheck={false}
        />
      )}
    </>
  );
}
