import type { Change } from '../../kit/review/change.js';
import type { AttachedPolicy } from '../../wire/generated/iam.js';
import { going } from './going.js';
import type { Principal } from './principal.js';

/** What a user or role has, all of which must be gone before it can go. */
export interface Belongings {
  readonly attached: readonly AttachedPolicy[];
  /** Names of inline policies. */
  readonly inline: readonly string[];
  /** Ids of access keys. */
  readonly keys: readonly string[];
}

const lost = {
  user: 'Whoever signs with its access keys is refused from now on.',
  role: 'Its sessions end, and integrations that take it on are refused.',
} as const;

/**
 * Deletes a user or role with all that it has, in the order that IAM asks for (API reference: DeleteUser,
 * DeleteRole). Access keys come first, so that nothing is called with half of the policies in between: an
 * explicit deny could be among those that are gone already.
 */
export function principalDeletion(principal: Principal, { attached, inline, keys }: Belongings): Change {
  const { kind, name } = principal;
  return {
    title: `Delete ${kind} ${name}`,
    alterations: [
      { what: kind === 'user' ? 'User' : 'Role', from: name, to: null },
      ...going('Access keys', keys),
      ...going(
        'Attachments of policies',
        attached.map(({ PolicyName = '' }) => PolicyName),
      ),
      ...going('Inline policies', inline),
    ],
    steps: [
      ...keys.flatMap((id) => principal.keys?.delete(id) ?? []),
      ...attached.map(({ PolicyArn = '' }) => principal.detach(PolicyArn)),
      ...inline.map((policyName) => principal.deleteInline(policyName)),
      principal.delete,
    ],
    confirm: 'Delete',
    danger: lost[kind],
  };
}
