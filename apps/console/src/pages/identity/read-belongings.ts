import type { Principal } from './principal.js';
import type { Belongings } from './principal-deletion.js';
import { readCall } from './read-call.js';

/** Reads what a user or role has at this moment. */
export async function readBelongings({ attached, inline, keys }: Principal): Promise<Belongings> {
  const [policies, names, accessKeys] = await Promise.all([
    readCall(attached),
    readCall(inline),
    keys ? readCall(keys.list) : null,
  ]);
  return {
    attached: policies.AttachedPolicies ?? [],
    inline: names.PolicyNames ?? [],
    keys: (accessKeys?.AccessKeyMetadata ?? []).map(({ AccessKeyId = '' }) => AccessKeyId),
  };
}
