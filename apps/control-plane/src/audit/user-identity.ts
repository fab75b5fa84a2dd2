import type { UserIdentity } from '#libs/audit';
import type { CallerIdentity } from '../http/management-request.js';

/** Who makes a call, in CloudTrail's words (CloudTrail User Guide: userIdentity element). */
export function userIdentityOf({ owner, accessKeyId, principal, session }: CallerIdentity): UserIdentity {
  const { accountId } = owner;
  const attributes = session && {
    creationDate: new Date(session.issuedAtMs).toISOString().replace(/\.\d+Z$/, 'Z'),
    mfaAuthenticated: 'false' as const,
  };
  const sourceIdentity = session?.sourceIdentity ?? undefined;
  const common = { principalId: principal.id, arn: principal.arn, accountId, accessKeyId };
  switch (principal.type) {
    case 'root':
      return { type: 'Root', ...common, ...(attributes && { sessionContext: { attributes } }) };
    case 'user':
      return {
        type: 'IAMUser',
        ...common,
        userName: principal.name ?? '',
        ...(attributes && { sessionContext: { attributes } }),
      };
    case 'assumed-role': {
      const roleName = principal.name ?? '';
      const sessionIssuer = {
        type: 'Role' as const,
        principalId: principal.id.split(':')[0]!,
        arn: `arn:aws:iam::${accountId}:role/${roleName}`,
        accountId,
        userName: roleName,
      };
      return {
        type: 'AssumedRole',
        ...common,
        ...(attributes && {
          sessionContext: { sessionIssuer, attributes, ...(sourceIdentity && { sourceIdentity }) },
        }),
      };
    }
  }
}

/** What LookupEvents calls the user: of a role's session its name (CloudTrail API reference: Event). */
export function userNameOf({ principal }: CallerIdentity): string {
  switch (principal.type) {
    case 'root':
      return 'root';
    case 'user':
      return principal.name ?? '';
    case 'assumed-role':
      return principal.id.slice(principal.id.indexOf(':') + 1);
  }
}
