import { Injectable } from '@nestjs/common';
import type { DefinitionTree, HttpApi, HttpApiParts, RestApi } from '#libs/api-definition';
import type { v1, v2 } from '#libs/aws-wire';
import type { UnitOfWork } from '#libs/persistence';
import type { ManagementRequest } from '../http/management-request.js';
import { WireException } from '../http/wire-exception.js';
import { storedOf } from './api-gateway-stored.js';
import { Authorizer } from './authorizer.js';
import { requestTags, type ContextValues } from './context-values.js';
import { httpApiStoredOf } from './http-api-stored.js';
import { passRole } from './pass-role.js';
import { apiGatewayArn, type Permission } from './permission.js';
import { tagsArn } from './tag-permissions.js';

/** What a document makes of a RestApi. */
export interface ImportedApi {
  readonly operation: Extract<v1.OperationName, 'ImportRestApi' | 'PutRestApi'>;
  /** As it will be. */
  readonly restApi: RestApi;
  readonly tree: DefinitionTree;
  /** Whether the document has a resource policy. */
  readonly hasPolicy: boolean;
  /** What was there before; null for a new one. */
  readonly existing: DefinitionTree | null;
}

/** What a document makes of an HTTP API, and what was there before; null for a new one. */
export interface ImportedHttpApi {
  readonly operation: Extract<v2.OperationName, 'ImportApi' | 'ReimportApi'>;
  /** As it will be. */
  readonly api: HttpApi;
  readonly parts: HttpApiParts;
  readonly existing: HttpApiParts | null;
}

/**
 * Asks a caller's policies a second time about an import, when its document has been read: the permissions
 * that it needs, and values of condition keys, stand in there (Service Authorization Reference: Amazon API
 * Gateway Management).
 */
@Injectable()
export class ImportAuthorization {
  constructor(private readonly authorizer: Authorizer) {}

  /** @throws WireException when the caller may not. */
  async require(request: ManagementRequest, imported: ImportedApi, uow?: UnitOfWork): Promise<void> {
    const refusal = await this.authorizer.refusalOf(request, () => permissionsOf(imported), uow);
    if (refusal) throw new WireException(refusal);
  }

  /** @throws WireException when the caller may not. */
  async requireHttp(request: ManagementRequest, imported: ImportedHttpApi, uow?: UnitOfWork): Promise<void> {
    const refusal = await this.authorizer.refusalOf(request, () => permissionsOfHttp(imported), uow);
    if (refusal) throw new WireException(refusal);
  }
}

function permissionsOfHttp({ operation, api, parts, existing }: ImportedHttpApi): readonly Permission[] {
  const { owner, apiId } = api;
  const isNew = operation === 'ImportApi';
  const known = new Set(existing ? rolesOfHttp(existing) : []);
  const own: Permission = {
    action: 'apigateway:PUT',
    resource: apiGatewayArn(owner, isNew ? '/apis' : `/apis/${apiId}`),
    given: () => ({
      ...(isNew && requestTags(Object.entries(api.tags))),
      ...givenOfHttp(api, parts),
    }),
    stored: (uow) => (isNew ? Promise.resolve({}) : httpApiStoredOf(uow, owner, { apiId })),
  };
  const tagging =
    isNew && Object.keys(api.tags).length > 0
      ? [{ ...own, resource: tagsArn(owner, `${own.resource}/*`) }]
      : [];
  return [own, ...tagging, ...passRole(rolesOfHttp(parts).filter((role) => !known.has(role)))];
}

function givenOfHttp(api: HttpApi, { routes, authorizers }: HttpApiParts): ContextValues {
  return {
    'apigateway:request/apiname': api.name,
    'apigateway:request/disableexecuteapiendpoint': String(api.disableExecuteApiEndpoint),
    'apigateway:request/apikeyrequired': distinct(routes, ({ apiKeyRequired }) => String(apiKeyRequired)),
    'apigateway:request/routeauthorizationtype': distinct(
      routes,
      ({ authorizationType }) => authorizationType,
    ),
    'apigateway:request/authorizertype': distinct(authorizers, ({ authorizerType }) => authorizerType),
    'apigateway:request/authorizeruri': distinct(authorizers, ({ authorizerUri }) => authorizerUri),
  };
}

const rolesOfHttp = ({ integrations, authorizers }: HttpApiParts): readonly (string | null)[] => [
  ...integrations.map(({ credentialsArn }) => credentialsArn),
  ...authorizers.map(({ authorizerCredentialsArn }) => authorizerCredentialsArn),
];

function permissionsOf({
  operation,
  restApi,
  tree,
  hasPolicy,
  existing,
}: ImportedApi): readonly Permission[] {
  const isNew = operation === 'ImportRestApi';
  const resource = apiGatewayArn(restApi.owner, isNew ? '/restapis' : `/restapis/${restApi.id}`);
  const place = {
    uri: isNew ? '/restapis' : '/restapis/{restapi_id}',
    params: { ...(!isNew && { restapi_id: restApi.id }) },
    domainNameId: null,
  };
  const conditions = {
    given: () => givenOf(restApi, tree),
    stored: (uow: UnitOfWork) => storedOf(uow, restApi.owner, place),
  };
  const actions = [isNew ? 'POST' : 'PUT', ...(hasPolicy ? ['UpdateRestApiPolicy'] : [])];
  const known = new Set(existing ? rolesOf(existing) : []);
  return [
    ...actions.map((action) => ({ action: `apigateway:${action}`, resource, ...conditions })),
    ...passRole(rolesOf(tree).filter((role) => !known.has(role))),
  ];
}

function givenOf(restApi: RestApi, { methods, authorizers }: DefinitionTree): ContextValues {
  return {
    'apigateway:request/apiname': restApi.name,
    'apigateway:request/endpointtype': restApi.endpointConfiguration.types,
    'apigateway:request/disableexecuteapiendpoint': String(restApi.disableExecuteApiEndpoint),
    'apigateway:request/securitypolicy': restApi.securityPolicy,
    'apigateway:request/apikeyrequired': distinct(methods, ({ apiKeyRequired }) => String(apiKeyRequired)),
    'apigateway:request/routeauthorizationtype': distinct(
      methods,
      ({ authorizationType }) => authorizationType,
    ),
    'apigateway:request/authorizertype': distinct(authorizers, ({ type }) => type),
    'apigateway:request/authorizeruri': distinct(authorizers, ({ authorizerUri }) => authorizerUri),
  };
}

const distinct = <T>(items: readonly T[], valueOf: (item: T) => string | null): string[] => [
  ...new Set(items.map(valueOf).filter((value) => value !== null)),
];

const rolesOf = ({ methods, authorizers }: DefinitionTree): readonly (string | null)[] => [
  ...methods.map(({ methodIntegration }) => methodIntegration?.credentials ?? null),
  ...authorizers.map(({ authorizerCredentials }) => authorizerCredentials),
];
