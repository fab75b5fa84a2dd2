import { compileSchemas, type Validator } from '#libs/json-schema';
import { compileBoundedPattern } from '#libs/mapping-templates';
import { checkConsistency, type Snapshot } from '#libs/snapshot-format';
import type { Checked } from './check-change.js';

/**
 * Checks a snapshot of whatever protocol, whose digest was verified, and compiles its models by name; or why
 * it cannot serve.
 */
export function readModels(document: Snapshot): Checked<ReadonlyMap<string, Validator>> {
  const problems = checkConsistency(document);
  if (problems.length > 0) return { ok: false, reason: problems.join('; ') };
  const compiled = compileSchemas(document.models ?? {}, { compilePattern });
  if (compiled.ok) return { ok: true, value: compiled.validators };
  const reason = compiled.problems.map(({ at, message }) => `model ${at} ${message}`).join('; ');
  return { ok: false, reason };
}

const compilePattern = (source: string) => compileBoundedPattern(source, 'part');
