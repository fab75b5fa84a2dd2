import { Injectable } from '@nestjs/common';
import type { DefinitionTree, HttpApiParts, RestApi } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import type { UnitOfWork } from '#libs/persistence';
import type { ManagementRequest } from '../http/management-request.js';
import { WireException } from '../http/wire-exception.js';
import { storedOf } from './api-gateway-stored.js';
import { Authorizer } from './authorizer.js';
import type { ContextValues } from './context-values.js';
import { passRole } from './pass-role.js';
import { apiGatewayArn, type Permission } from './permission.js';

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

/** The roles of an HTTP API must be let to be passed on, too; what else it needs is asked for by its call. */
const permissionsOfHttp = ({ parts, existing }: ImportedHttpApi): readonly Permission[] => {
  const known = new Set(existing ? rolesOfHttp(existing) : []);
  return passRole(rolesOfHttp(parts).filter((role) => !known.has(role)));
};

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
  const all = <T>(items: readonly T[], valueOf: (item: T) => string | null): string[] => [
    ...new Set(items.map(valueOf).filter((value) => value !== null)),
  ];
  return {
    'apigateway:request/apiname': restApi.name,
    'apigateway:request/endpointtype': restApi.endpointConfiguration.types,
    'apigateway:request/disableexecuteapiendpoint': String(restApi.disableExecuteApiEndpoint),
    'apigateway:request/securitypolicy': restApi.securityPolicy,
    'apigateway:request/apikeyrequired': all(methods, ({ apiKeyRequired }) => String(apiKeyRequired)),
    'apigateway:request/routeauthorizationtype': all(methods, ({ authorizationType }) => authorizationType),
    'apigateway:request/authorizertype': all(authorizers, ({ type }) => type),
    'apigateway:request/authorizeruri': all(authorizers, ({ authorizerUri }) => authorizerUri),
  };
}

const rolesOf = ({ methods, authorizers }: DefinitionTree): readonly (string | null)[] => [
  ...methods.map(({ methodIntegration }) => methodIntegration?.credentials ?? null),
  ...authorizers.map(({ authorizerCredentials }) => authorizerCredentials),
];
