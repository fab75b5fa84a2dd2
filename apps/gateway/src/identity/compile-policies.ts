import { compilePolicy, parsePolicy, type CompiledPolicy, type PolicyKind } from '#libs/iam-policy';
import type { NamedPolicy } from '#libs/snapshot-format';

/**
 * Policies ready for deciding, once for each version of their document. A text says which of them cannot be
 * read: it may have denied something, so nothing is decided without it.
 */
export function compilePolicies(
  policies: readonly NamedPolicy[],
  kind: PolicyKind,
): readonly CompiledPolicy[] | string {
  const compiled: CompiledPolicy[] = [];
  for (const { name, document } of policies) {
    const { policy } = parsePolicy(document, kind);
    // Not the fault: it may repeat what the policy says.
    if (policy === undefined) return `its policy ${name} cannot be read`;
    compiled.push(compilePolicy(policy, { name }));
  }
  return compiled;
}
