import { readTagTarget, type Owner } from '#libs/api-definition';
import { parseUriTemplate, type Operation, type v1 } from '#libs/aws-wire';
import { boundInputOf } from './bound-input.js';
import { apiGatewayArn, type AuthorizedCall, type Permission } from './permission.js';
import { tagTargetPath } from './tag-target-path.js';

/**
 * What API Gateway asks of a caller: the verb of the operation on its path (Service Authorization Reference:
 * Amazon API Gateway Management), and of some more, by what they do.
 *
 * The path is made of the parameters that the operation acts by, each encoded again as one segment, so that
 * no way of writing a URL gives another ARN for the same resource, or the same one for another.
 */
export function apiGatewayPermissions(call: AuthorizedCall): readonly Permission[] {
  const operation = call.operation!;
  const { owner } = call.caller;
  const input = (boundInputOf(call) ?? {}) as Input;
  const resource = resourceOf(operation, call.request.params as Parameters, owner, input);
  const more = moreOf[operation.name as v1.OperationName]?.(input, resource, owner) ?? [];
  const onCreate = createsTagged(operation, input)
    ? [{ action: 'apigateway:PUT', resource: tagsArn(owner, `${resource}/*`) }]
    : [];
  const action = actionOf[operation.name as v1.OperationName] ?? `apigateway:${operation.method}`;
  return [{ action, resource }, ...more, ...onCreate];
}

type Parameters = Readonly<Record<string, string>>;

/** Members of inputs that say what else an operation does. */
interface Input {
  readonly domainNameId?: string;
  readonly resourceArn?: string;
  readonly policy?: string;
  readonly managementPolicy?: string;
  readonly cloneFrom?: string;
  readonly domainNameArn?: string;
  readonly mutualTlsAuthentication?: object;
  readonly tags?: Readonly<Record<string, string>>;
  readonly patchOperations?: readonly {
    readonly op?: string;
    readonly path?: string;
    readonly value?: string;
  }[];
}

/** Operations that are more than their verb (same page). */
const actionOf: Partial<Record<v1.OperationName, string>> = {
  RejectDomainNameAccessAssociation: 'apigateway:RejectAccessAssociation',
};

type More = (input: Input, resource: string, owner: Owner) => readonly Permission[];

const moreOf: Partial<Record<v1.OperationName, More>> = {
  CreateRestApi: ({ policy, cloneFrom }, resource, owner) => [
    ...when(policy !== undefined, 'UpdateRestApiPolicy', resource),
    // A clone shows all of what it was made of.
    ...when(cloneFrom !== undefined, 'GET', apiGatewayArn(owner, `/restapis/${segment(cloneFrom ?? '')}`)),
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
  TagResource: changesResource,
  UntagResource: changesResource,
};

/** Tags are part of a resource: to change them is to change it. */
function changesResource({ resourceArn }: Input, _: string, owner: Owner): readonly Permission[] {
  return [{ action: 'apigateway:PATCH', resource: taggedArn(owner, resourceArn ?? '') }];
}

const when = (condition: boolean, action: string, resource: string): readonly Permission[] =>
  condition ? [{ action: `apigateway:${action}`, resource }] : [];

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
  if (uri.startsWith('/tags/'))
    return tagsArn(owner, taggedArn(owner, resourceArn ?? params.resource_arn ?? ''));
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

const tagsArn = (owner: Owner, arn: string): string => apiGatewayArn(owner, `/tags/${segment(arn)}`);

/** The one ARN of what is tagged: clients may name another partition. */
function taggedArn(owner: Owner, arn: string): string {
  const target = readTagTarget(arn, owner);
  if (!target.ok) return arn;
  const path = tagTargetPath(target.value);
  return path === null ? arn : apiGatewayArn(owner, path, /^arn:[^:]*:[^:]*:[^:]*:(\d*):/.exec(arn)?.[1]);
}

const segment = encodeURIComponent;
