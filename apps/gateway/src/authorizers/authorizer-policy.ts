import { compilePolicy, parsePolicy, type CompiledPolicy } from '#libs/iam-policy';

/** The policy that an authorizer's function returned, ready to be asked about any method. */
export interface AuthorizerPolicy {
  /** JSON, as the function gave it. */
  readonly text: string;
  readonly compiled: CompiledPolicy;
  /** It allows single methods and no patterns of them: kept, it refuses the caller everything else. */
  readonly namesSingleMethods: boolean;
}

/** Reads a policy once, for all requests that it will decide. A text says why it is none. */
export function readAuthorizerPolicy(document: object): AuthorizerPolicy | string {
  const { policy } = parsePolicy(document, 'authorizer');
  // The fault may repeat what the function said, which is not for the log.
  if (policy === undefined) return 'policyDocument is no policy';
  const { statements } = policy;
  const allowed = statements.flatMap(({ effect, resource }) =>
    effect === 'Allow' && resource ? [resource] : [],
  );
  const isSingle = ({ negated, patterns }: (typeof allowed)[number]): boolean =>
    !negated && patterns.every((pattern) => !/[*?]/.test(pattern));
  return {
    text: JSON.stringify(document),
    compiled: compilePolicy(policy, { name: 'the authorizer’s policy' }),
    namesSingleMethods: allowed.length > 0 && allowed.every(isSingle),
  };
}
