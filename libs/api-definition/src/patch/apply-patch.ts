import { badRequest, fail, ok, type Result } from '../domain-error.js';
import { patchVerbs, type PatchOperation } from './patch-operation.js';
import type { Change, PatchRule, PatchTable } from './patch-table.js';

/**
 * Applies the operations in order and stops at the first that is refused, so a patch is applied whole or not
 * at all. Invariants that look at several members are the caller's to check on the result: AWS lets
 * operations come in any order. How many there may be is the wire's to say.
 */
export function applyPatch<T>(
  value: T,
  operations: readonly PatchOperation[] | null | undefined,
  table: PatchTable<T>,
): Result<T> {
  let draft = value;
  for (const operation of operations ?? []) {
    const applied = applyOne(draft, operation, table);
    if (!applied.ok) return applied;
    draft = applied.value;
  }
  return ok(draft);
}

function applyOne<T>(draft: T, operation: PatchOperation, table: PatchTable<T>): Result<T> {
  const path = operation.path ?? null;
  const op = operation.op ?? null;
  // Unknown words never come this far (the binding refuses them); a missing one does.
  if (op === null) {
    return fail(badRequest(`Invalid patch operation specified. Must be one of: [${patchVerbs.join(', ')}]`));
  }
  const change = { op, path, value: operation.value ?? null, from: operation.from ?? null };
  const found = findRule(path, table.rules);
  const handler = found?.rule.ops[op];
  if (found && handler) return handler(draft, { ...change, keys: found.keys });
  const refused: Change = { ...change, keys: found?.keys ?? {} };
  return fail(found?.rule.refuse?.(refused) ?? table.refuse(refused, found?.rule, table.rules));
}

function findRule<T>(
  path: string | null,
  rules: readonly PatchRule<T>[],
): { rule: PatchRule<T>; keys: Record<string, string> } | undefined {
  if (path === null) return undefined;
  const segments = path.split('/');
  for (const rule of rules) {
    const keys = matchSegments(segments, rule.path.split('/'));
    if (keys) return { rule, keys };
  }
  return undefined;
}

function matchSegments(
  segments: readonly string[],
  template: readonly string[],
): Record<string, string> | undefined {
  const greedyAt = template.findIndex((part) => part.endsWith('+}'));
  const swallowed = segments.length - template.length + 1;
  if (greedyAt < 0 ? swallowed !== 1 : swallowed < 1) return undefined;
  const keys: [string, string][] = [];
  for (const [index, part] of template.entries()) {
    if (index === greedyAt) {
      const taken = segments.slice(index, index + swallowed).join('/');
      keys.push([part.slice(1, -2), unescapeSegment(taken)]);
      continue;
    }
    const segment = segments[greedyAt >= 0 && index > greedyAt ? index + swallowed - 1 : index]!;
    if (!part.startsWith('{')) {
      if (part !== segment) return undefined;
    } else if (segment === '') {
      return undefined;
    } else {
      keys.push([part.slice(1, -1), unescapeSegment(segment)]);
    }
  }
  return Object.fromEntries(keys);
}

/** RFC 6901 section 4: `~1` first, then `~0`, so that `~01` means `~1`. */
function unescapeSegment(segment: string): string {
  return segment.includes('~') ? segment.replaceAll('~1', '/').replaceAll('~0', '~') : segment;
}
