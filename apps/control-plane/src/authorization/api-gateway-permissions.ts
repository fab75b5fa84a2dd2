import type { Owner } from '#libs/api-definition';
import { parseUriTemplate, type Operation, type v1 } from '#libs/aws-wire';
import { domainNames, type UnitOfWork } from '#libs/persistence';
import { givenOf, type GivenInput } from './api-gateway-given.js';
import { storedOf } from './api-gateway-stored.js';
import { boundInputOf } from './bound-input.js';
import { apiGatewayArn, type AuthorizedCall, type Permission } from './permission.js';
import { passRole } from './pass-role.js';
import { changesTags, tagsArn, tagsResource } from './tag-permissions.js';

/**
 * What API Gateway asks of a caller: the verb of the operation on its path (Service Authorization Reference:
 * Amazon API Gateway Management), and of some more, by what they do.
 *
 * The path is made of the parameters that the operation acts by, each encoded again as one segment, so that
 * no way of writing a URL gives another ARN for the same resource, or the same one for another.
 */
export async function apiGatewayPermissions(call: AuthorizedCall): Promise<readonly Permission[]> {
  const operation = call.operation!;
  const name = operation.name as v1.OperationName;
  const { owner } = call.caller;
  const input = (boundInputOf(call) ?? {}) as Input;
  const params = call.request.params as Parameters;
  const resource = resourceOf(operation, params, owner, input);
  const place = { uri: operation.uri, params, domainNameId: input.domainNameId || null };
  const conditions = {
    given: () => givenOf(name, input),
    stored: (uow: UnitOfWork) => storedOf(uow, owner, place),
  };
  const own = {
    action: actionOf[name] ?? `apigateway:${operation.method}`,
    resource,
    ...conditions,
    ...(readsDocument(name) && { isUnread: true as const }),
  };
  const more = (await moreOf[name]?.(input, resource, call)) ?? [];
  const onCreate = createsTagged(operation, input)
    ? [{ action: 'apigateway:PUT', resource: tagsArn(owner, `${resource}/*`) }]
    : [];
  return [own, ...[...more, ...onCreate].map((permission) => ({ ...conditions, ...permission }))];
}

const readsDocument = (name: v1.OperationName): boolean => name === 'ImportRestApi' || name === 'PutRestApi';

type Parameters = Readonly<Record<string, string>>;

/** Members of inputs that say what else an operation does. */
interface Input extends GivenInput {
  readonly domainNameId?: string;
  readonly resourceArn?: string;
  readonly policy?: string;
  readonly credentials?: string;
  readonly authorizerCredentials?: string;
}

/** Operations that are more than their verb (same page). */
const actionOf: Partial<Record<v1.OperationName, string>> = {
  RejectDomainNameAccessAssociation: 'apigateway:RejectAccessAssociation',
};

type More = (
  input: Input,
  resource: string,
  call: AuthorizedCall,
) => readonly Permission[] | Promise<readonly Permission[]>;

const moreOf: Partial<Record<v1.OperationName, More>> = {
  CreateRestApi: ({ policy, cloneFrom }, resource, { caller: { owner } }) => [
    ...when(policy !== undefined, 'UpdateRestApiPolicy', resource),
    // A clone shows all of what it was made of.
    ...(cloneFrom === undefined ? [] : [readSource(owner, cloneFrom)]),
  ],
  UpdateRestApi: (input, resource) => when(patches(input, '/policy'), 'UpdateRestApiPolicy', resource),
  CreateDomainName: ({ mutualTlsAuthentication, policy }, resource) => [
    ...when(mutualTlsAuthentication !== undefined, 'AddCertificateToDomain', resource),
    ...when(policy !== undefined, 'UpdateDomainNamePolicy', resource),
  ],
  UpdateDomainName: (input, resource) => [
    ...when(patches(input, '/mutualTlsAuthentication', 'sets'), 'AddCertificateToDomain', resource),
    ...when(patches(input, '/mutualTlsAuthentication', 'clears'), 'RemoveCertificateFromDomain', resource),
    ...when(patches(input, '/policy'), 'UpdateDomainNamePolicy', resource),
    ...when(patches(input, '/managementPolicy'), 'UpdateDomainNameManagementPolicy', resource),
  ],
  CreateDomainNameAccessAssociation: ({ domainNameArn }) =>
    when(true, 'CreateAccessAssociation', domainNameArn ?? '*'),
  DeleteDomainName: async ({ domainNameId }, resource, { caller: { owner }, request, read }) => {
    const { domain_name: domainName = '' } = request.params as Parameters;
    const key = { domainName, domainNameId: domainNameId || null };
    const found = await read((uow) => domainNames.find(uow, owner, key));
    return when(Boolean(found?.mutualTlsAuthentication), 'RemoveCertificateFromDomain', resource);
  },
  PutIntegration: ({ credentials }) => passRole([credentials]),
  UpdateIntegration: (input) => passRole(patchedTexts(input, '/credentials')),
  CreateAuthorizer: ({ authorizerCredentials }) => passRole([authorizerCredentials]),
  UpdateAuthorizer: (input) => passRole(patchedTexts(input, '/authorizerCredentials')),
  UpdateAccount: (input) => passRole(patchedTexts(input, '/cloudwatchRoleArn')),
  TagResource: ({ resourceArn = '' }, _, call) => changesTags(call, resourceArn),
  UntagResource: ({ resourceArn = '' }, _, call) => changesTags(call, resourceArn),
};

function readSource(owner: Owner, restApiId: string): Permission {
  const place = { uri: '/restapis/{restapi_id}', params: { restapi_id: restApiId }, domainNameId: null };
  return {
    action: 'apigateway:GET',
    resource: apiGatewayArn(owner, `/restapis/${segment(restApiId)}`),
    stored: (uow) => storedOf(uow, owner, place),
  };
}

const when = (condition: boolean, action: string, resource: string): readonly Permission[] =>
  condition ? [{ action: `apigateway:${action}`, resource }] : [];

const patchedTexts = ({ patchOperations = [] }: Input, at: string): (string | undefined)[] =>
  patchOperations.filter(({ path }) => path === at).map(({ value }) => value);

function patches({ patchOperations = [] }: Input, under: string, how?: 'sets' | 'clears'): boolean {
  return patchOperations.some(({ op, path = '', value = '' }) => {
    if (path !== under && !path.startsWith(`${under}/`)) return false;
    const clears = op === 'remove' || value === '';
    return how === undefined || clears === (how === 'clears');
  });
}

const createsTagged = ({ method }: Operation, { tags = {} }: Input): boolean =>
  method === 'POST' && Object.keys(tags).length > 0;

function resourceOf(
  { uri }: Operation,
  params: Parameters,
  owner: Owner,
  { domainNameId, resourceArn }: Input,
): string {
  if (uri.startsWith('/tags/')) return tagsResource(owner, resourceArn ?? params.resource_arn ?? '');
  const segments = parseUriTemplate(uri).map((part) => {
    if ('literal' in part) return part.literal;
    const value = segment(params[part.parameter] ?? '');
    return part.parameter === 'domain_name' && domainNameId ? `${value}+${segment(domainNameId)}` : value;
  });
  return apiGatewayArn(owner, `/${segments.join('/')}`, accountIn(segments, domainNameId, owner));
}

/** What belongs to private domains has the account in its ARN; mappings below one have not. */
function accountIn(
  [collection, ...rest]: readonly string[],
  domainNameId: string | undefined,
  { accountId }: Owner,
): string {
  const isPrivateDomain = collection === 'domainnames' && rest.length === 1 && Boolean(domainNameId);
  return isPrivateDomain || collection === 'domainnameaccessassociations' ? accountId : '';
}

const segment = encodeURIComponent;
