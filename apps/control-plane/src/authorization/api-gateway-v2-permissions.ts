import { parseUriTemplate, type v2 } from '#libs/aws-wire';
import { domainNames, type UnitOfWork } from '#libs/persistence';
import { storedOf, type ResourcePlace } from './api-gateway-stored.js';
import { givenOfV2, type GivenInputV2 } from './api-gateway-v2-given.js';
import { boundInputOf } from './bound-input.js';
import { httpApiStoredOf, type HttpApiPlace } from './http-api-stored.js';
import { apiGatewayArn, type AuthorizedCall, type Permission } from './permission.js';
import { passRole } from './pass-role.js';
import { changesTags, tagsArn, tagsResource } from './tag-permissions.js';

/**
 * What version 2 of API Gateway asks of a caller (Service Authorization Reference: Amazon API Gateway
 * Management V2): the verb on the path without its `/v2`, so that a policy holds for a domain whichever
 * version it is called by; for routing rules actions of their own, on ARNs with the account.
 */
export async function apiGatewayV2Permissions(call: AuthorizedCall): Promise<readonly Permission[]> {
  const { uri, method, name } = call.operation!;
  const { owner } = call.caller;
  const input = (boundInputOf(call) ?? {}) as Input;
  const params = call.request.params as Readonly<Record<string, string>>;
  const { domainName = '' } = params;
  const conditions = {
    given: () => givenOfV2(name as v2.OperationName, input),
    stored: (uow: UnitOfWork) =>
      params.apiId === undefined
        ? storedOf(uow, owner, domainPlace(domainName, input))
        : httpApiStoredOf(uow, owner, params as unknown as HttpApiPlace),
  };
  if (uri.startsWith('/v2/tags/')) {
    const resource = tagsResource(owner, input.resourceArn ?? params.resource_arn ?? '');
    const more = method === 'GET' ? [] : changesTags(call, input.resourceArn ?? '');
    return [
      { action: `apigateway:${method}`, resource, ...conditions },
      ...more.map((one) => ({ ...conditions, ...one })),
    ];
  }
  const path = parseUriTemplate(uri.slice('/v2'.length)).map((part) => {
    if ('literal' in part) return part.literal;
    // As ARNs of stages are written: `$default`. A percent sign is escaped, so no other name gives the same.
    const value = encodeURIComponent(params[part.parameter] ?? '').replaceAll('%24', '$');
    const { domainNameId } = input;
    return part.parameter === 'domainName' && domainNameId
      ? `${value}+${encodeURIComponent(domainNameId)}`
      : value;
  });
  const ruleAction = ruleActions[name as v2.OperationName];
  const account = ruleAction === undefined ? '' : owner.accountId;
  const resource = apiGatewayArn(owner, `/${path.join('/')}`, account);
  const own = {
    action: ruleAction ?? `apigateway:${method}`,
    resource,
    ...conditions,
    ...(readsDocument(name as v2.OperationName) && { isUnread: true as const }),
  };
  const onCreate =
    method === 'POST' && Object.keys(input.tags ?? {}).length > 0
      ? [{ action: 'apigateway:PUT', resource: tagsArn(owner, `${resource}/*`) }]
      : [];
  const more = [...(await moreOf(call, input, resource)), ...onCreate];
  return [own, ...more.map((permission) => ({ ...conditions, ...permission }))];
}

const readsDocument = (name: v2.OperationName): boolean => name === 'ImportApi' || name === 'ReimportApi';

interface Input extends GivenInputV2 {
  readonly domainNameId?: string;
  readonly resourceArn?: string;
  readonly credentialsArn?: string;
  readonly authorizerCredentialsArn?: string;
}

const ruleActions: Partial<Record<v2.OperationName, string>> = {
  CreateRoutingRule: 'apigateway:CreateRoutingRule',
  GetRoutingRule: 'apigateway:GetRoutingRule',
  ListRoutingRules: 'apigateway:ListRoutingRules',
  PutRoutingRule: 'apigateway:UpdateRoutingRule',
  DeleteRoutingRule: 'apigateway:DeleteRoutingRule',
};

/** The domain, where version 1 has it. */
const domainPlace = (domainName: string, { domainNameId }: Input): ResourcePlace => ({
  uri: '/domainnames/{domain_name}',
  params: { domain_name: domainName },
  domainNameId: domainNameId || null,
});

/** What some operations are beside their verb (same page). */
async function moreOf(
  { operation, caller: { owner }, request, read }: AuthorizedCall,
  { mutualTlsAuthentication, credentialsArn, authorizerCredentialsArn }: Input,
  resource: string,
): Promise<readonly Permission[]> {
  const { domainName = '' } = request.params as Readonly<Record<string, string>>;
  const certificate = (verb: 'AddCertificateTo' | 'RemoveCertificateFrom'): Permission => ({
    action: `apigateway:${verb}Domain`,
    resource,
  });
  switch (operation!.name as v2.OperationName) {
    case 'CreateDomainName':
      return mutualTlsAuthentication === undefined ? [] : [certificate('AddCertificateTo')];
    case 'UpdateDomainName':
      if (mutualTlsAuthentication === undefined) return [];
      return [
        certificate(
          mutualTlsAuthentication.truststoreUri === '' ? 'RemoveCertificateFrom' : 'AddCertificateTo',
        ),
      ];
    case 'DeleteDomainName': {
      const found = await read((uow) => domainNames.find(uow, owner, { domainName, domainNameId: null }));
      return found?.mutualTlsAuthentication ? [certificate('RemoveCertificateFrom')] : [];
    }
    case 'CreateApi':
    case 'UpdateApi':
    case 'CreateIntegration':
    case 'UpdateIntegration':
      return passRole([credentialsArn]);
    case 'CreateAuthorizer':
    case 'UpdateAuthorizer':
      return passRole([authorizerCredentialsArn]);
    default:
      return [];
  }
}
