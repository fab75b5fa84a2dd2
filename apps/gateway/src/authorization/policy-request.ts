import type { PolicyRequest, RequestPrincipal } from '#libs/iam-policy';
import { conditionValue } from '../http/condition-keys.js';
import { invokedArn } from '../authorizers/method-arn.js';
import type { Routed } from '../invocation/invocation.js';

/** Who has proved to be somebody whom policies can mean. */
export interface PolicyCaller {
  readonly principal: RequestPrincipal;
  /** The condition keys that tell of this caller, in lower case. */
  readonly conditionKeys: ReadonlyMap<string, string>;
}

/** To call a method, or a route. */
export const invokeAction = 'execute-api:Invoke';

/**
 * The question whether a caller may invoke the method, or do something else to it, for policies to decide.
 * Null: anonymous, and so is everybody whom no IAM signature vouches for. Values of condition keys are looked
 * up when a policy asks.
 */
export function policyRequest(
  invocation: Routed,
  caller: PolicyCaller | null = null,
  action: string = invokeAction,
): PolicyRequest {
  return {
    action,
    resource: invokedArn(invocation),
    ...(caller && { principal: caller.principal }),
    contextValue: (key) => caller?.conditionKeys.get(key) ?? conditionValue(invocation, key),
  };
}
