/** What is asked: may this principal do this to that, under these circumstances. */
export interface PolicyRequest {
  /** `service:Name`, in any case. */
  readonly action: string;
  /** An ARN; `*` for actions that have no resource. */
  readonly resource: string;
  /** Absent for anonymous callers, whom only the principal `*` matches. */
  readonly principal?: RequestPrincipal;
  /**
   * The value of a condition key, which is given in lower case; undefined (or an empty list) when the request
   * has none. Is called while deciding, so that keys cost nothing until a policy asks for them; it must not
   * decide itself.
   */
  contextValue(key: string): string | readonly string[] | undefined;
}

/** Made once for a caller, by one of the functions below, with the names by which policies may mean it. */
export interface RequestPrincipal {
  /** Empty for services and identity providers, which belong to no account. */
  readonly accountId: string;
  /** The principal itself. */
  readonly name: string;
  readonly isSession: boolean;
  /** The role of a session; empty for others. */
  readonly roleName: string;
  /** All of the account; empty for what belongs to none, and for its root user, who is the account. */
  readonly accountName: string;
}

/**
 * A user, role, root user, federated user or role session by its ARN. The sessions of a role are meant when a
 * policy names the role; a session's ARN has the role's name without its path, and names are unique in an
 * account, so that paths of roles are not compared (IAM User Guide: AWS JSON policy elements: Principal).
 */
export function awsPrincipal(arn: string): RequestPrincipal {
  const [, partition, , accountId = '', resource = ''] = splitArn(arn);
  const [type, role = ''] = resource.split('/');
  const isRoot = resource === 'root';
  const isRoleSession = type === 'assumed-role';
  return {
    accountId,
    name: principalName('AWS', arn),
    isSession: isRoleSession || type === 'federated-user',
    roleName: isRoleSession ? principalName('AWS', `arn:${partition}:iam::${accountId}:role/${role}`) : '',
    accountName: isRoot || accountId === '' ? '' : principalName('AWS', accountId),
  };
}

/** An AWS service that acts by itself, `lambda.amazonaws.com`. */
export const servicePrincipal = (service: string): RequestPrincipal => withoutAccount('Service', service);

/** Whom an identity provider vouches for: the ARN of the provider, or `cognito-identity.amazonaws.com`. */
export const federatedPrincipal = (provider: string): RequestPrincipal =>
  withoutAccount('Federated', provider);

/**
 * The name under which an entry of a policy and a principal meet. An account is meant by its id and by the
 * ARN of its root; roles go without their path.
 */
export function principalName(type: string, value: string): string {
  if (type !== 'AWS' || !value.startsWith('arn:')) return `${type}:${value}`;
  const [, partition, service, accountId = '', resource = ''] = splitArn(value);
  if (resource === 'root') return `AWS:${accountId}`;
  if (service === 'iam' && resource.startsWith('role/')) {
    return `AWS:arn:${partition}:iam::${accountId}:role/${resource.slice(resource.lastIndexOf('/') + 1)}`;
  }
  return `AWS:${value}`;
}

const withoutAccount = (type: string, value: string): RequestPrincipal => ({
  accountId: '',
  name: principalName(type, value),
  isSession: false,
  roleName: '',
  accountName: '',
});

/** Partition, service, account and resource of an ARN of IAM or STS; the resource keeps its colons. */
function splitArn(arn: string): string[] {
  const [prefix = '', partition = '', service = '', , accountId = '', ...resource] = arn.split(':');
  return [prefix, partition, service, accountId, resource.join(':')];
}
