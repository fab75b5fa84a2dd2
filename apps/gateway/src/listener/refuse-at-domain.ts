import { decideByOne } from '#libs/iam-policy';
import { whyRefused } from '../refusals/why-refused.js';
import { conditionValue } from '../http/condition-keys.js';
import type { ActiveDomain } from '../domains/active-domain.js';
import type { CallerRequest } from '../http/caller-request.js';
import { isAskedOfTls } from '../invocation/endpoint-access.js';

/**
 * Why a domain does not serve a caller, whatever its path: its access mode, or the policy of a private one,
 * which is asked about the domain itself and anonymously, before any method is known (developer guide: tasks
 * of API providers for private domains). Null when it does.
 */
export function refuseAtDomain(
  request: Pick<CallerRequest, 'host' | 'rawHeaders' | 'caller'>,
  { domainName, domainId, region, accountId, isStrict, policy }: ActiveDomain,
  nowMs: number,
): { readonly refusedWith: 'domain.strict' | 'domain.policy'; readonly detail: string } | null {
  if (isStrict && !isAskedOfTls(request)) {
    return {
      refusedWith: 'domain.strict',
      detail: `${domainName}: ${request.caller.serverName ?? 'no SNI'}`,
    };
  }
  if (policy === null) return null;
  const decision = decideByOne(policy, {
    action: 'execute-api:Invoke',
    resource: `arn:aws:execute-api:${region}:${accountId}:/domainnames/${domainName}+${domainId}`,
    contextValue: (key) => conditionValue({ request, record: { receivedAtMs: nowMs } }, key),
  });
  if (decision.effect === 'allow') return null;
  return { refusedWith: 'domain.policy', detail: `${domainName}: ${whyRefused(decision)}` };
}
