import type { CallerIdentity } from '../http/management-request.js';
import { tagValues, type ContextValues } from './context-values.js';
import type { Circumstances } from './circumstances.js';

const principalTypes = { root: 'Account', user: 'User', 'assumed-role': 'AssumedRole' } as const;

/**
 * The condition keys that every call has (IAM User Guide: AWS global condition context keys), and `more`,
 * which the operation gives.
 *
 * @param principalArn of a session of a role that of the role.
 */
export function callContext(
  { owner, principal, session }: CallerIdentity,
  principalArn: string,
  { sourceIp, isSecure, userAgent, referer }: Circumstances,
  nowMs: number,
  more: ContextValues = {},
): (key: string) => string | readonly string[] | undefined {
  const iso = (timeMs: number): string => new Date(timeMs).toISOString().replace(/\.\d+Z$/, 'Z');
  const values = new Map<string, string | readonly string[] | undefined>([
    ['aws:currenttime', iso(nowMs)],
    ['aws:epochtime', String(Math.floor(nowMs / 1000))],
    ['aws:sourceip', sourceIp],
    ['aws:securetransport', String(isSecure)],
    ['aws:useragent', userAgent],
    ['aws:referer', referer],
    ['aws:requestedregion', owner.region],
    ['aws:principalaccount', owner.accountId],
    ['aws:principalarn', principalArn],
    ['aws:principaltype', principalTypes[principal.type]],
    ['aws:principalisawsservice', 'false'],
    ['aws:viaawsservice', 'false'],
    ['aws:userid', principal.id],
    ['aws:username', principal.type === 'user' ? (principal.name ?? undefined) : undefined],
    ['aws:tokenissuetime', session ? iso(session.issuedAtMs) : undefined],
    // Of keys that do not end there is no such value (same page).
    ['aws:multifactorauthpresent', session ? 'false' : undefined],
    ['aws:sourceidentity', session?.sourceIdentity ?? undefined],
    ...Object.entries(
      tagValues(
        'aws:principaltag/',
        principal.tags.map(({ key, value }) => [key, value]),
      ),
    ),
    ...Object.entries(more),
  ]);
  return (key) => values.get(key);
}
