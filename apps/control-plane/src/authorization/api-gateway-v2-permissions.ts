import { parseUriTemplate, type v2 } from '#libs/aws-wire';
import { domainNames, type UnitOfWork } from '#libs/persistence';
import { requestValues } from './api-gateway-given.js';
import { storedOf, type ResourcePlace } from './api-gateway-stored.js';
import { boundInputOf } from './bound-input.js';
import { requestTags, type ContextValues } from './context-values.js';
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
    given: () => givenOf(name as v2.OperationName, input),
    stored: (uow: UnitOfWork) => storedOf(uow, owner, domainPlace(domainName, input)),
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
    const value = encodeURIComponent(params[part.parameter] ?? '');
    const { domainNameId } = input;
    return part.parameter === 'domainName' && domainNameId
      ? `${value}+${encodeURIComponent(domainNameId)}`
      : value;
  });
  const ruleAction = ruleActions[name as v2.OperationName];
  const account = ruleAction === undefined ? '' : owner.accountId;
  const resource = apiGatewayArn(owner, `/${path.join('/')}`, account);
  const own = { action: ruleAction ?? `apigateway:${method}`, resource, ...conditions };
  const more = await moreOf(call, input, resource);
  return [own, ...more.map((permission) => ({ ...conditions, ...permission }))];
}

interface Input {
  readonly domainNameId?: string;
  readonly domainNameConfigurations?: readonly {
    readonly endpointType?: string;
    readonly securityPolicy?: string;
  }[];
  readonly mutualTlsAuthentication?: { readonly truststoreUri?: string; readonly truststoreVersion?: string };
  readonly routingMode?: string;
  readonly credentialsArn?: string;
  readonly authorizerCredentialsArn?: string;
  readonly resourceArn?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly tagKeys?: readonly string[];
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

function givenOf(name: v2.OperationName, { tags = {}, tagKeys, ...input }: Input): ContextValues {
  const isDomain = name === 'CreateDomainName' || name === 'UpdateDomainName';
  return {
    ...requestTags(Object.entries(tags)),
    ...(tagKeys && { 'aws:tagkeys': tagKeys.flatMap((key) => key.split(',')) }),
    ...(isDomain && domainValuesOf(name, input)),
  };
}

function domainValuesOf(
  name: v2.OperationName,
  { domainNameConfigurations = [], routingMode, mutualTlsAuthentication }: Input,
): ContextValues {
  const isMentioned = name === 'CreateDomainName' || domainNameConfigurations.length > 0;
  return requestValues({
    EndpointType: isMentioned
      ? domainNameConfigurations.map(({ endpointType = 'REGIONAL' }) => endpointType)
      : undefined,
    SecurityPolicy: domainNameConfigurations.flatMap(({ securityPolicy }) => securityPolicy ?? []),
    // As it is stored: version 1 has other names.
    RoutingMode: routingMode?.replace('API_MAPPING', 'BASE_PATH_MAPPING'),
    MtlsTrustStoreUri: mutualTlsAuthentication?.truststoreUri,
    MtlsTrustStoreVersion: mutualTlsAuthentication?.truststoreVersion,
  });
}

/** What some operations are beside their verb (same page). */
async function moreOf(
  { operation, caller: { owner }, request, read }: AuthorizedCall,
  { mutualTlsAuthentication, tags = {}, credentialsArn, authorizerCredentialsArn }: Input,
  resource: string,
): Promise<readonly Permission[]> {
  const { domainName = '' } = request.params as Readonly<Record<string, string>>;
  const certificate = (verb: 'AddCertificateTo' | 'RemoveCertificateFrom'): Permission => ({
    action: `apigateway:${verb}Domain`,
    resource,
  });
  switch (operation!.name as v2.OperationName) {
    case 'CreateDomainName':
      return [
        ...(mutualTlsAuthentication === undefined ? [] : [certificate('AddCertificateTo')]),
        ...(Object.keys(tags).length === 0
          ? []
          : [{ action: 'apigateway:PUT', resource: tagsArn(owner, `${resource}/*`) }]),
      ];
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
