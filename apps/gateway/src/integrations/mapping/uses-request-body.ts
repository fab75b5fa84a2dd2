import type { Template } from '#libs/mapping-templates';

/**
 * Whether a template may read the payload, so that it must be in memory: it names `$input` other than for
 * `$input.params`. Looks at the parsed template as plain data, however deep the reference stands in it.
 */
export function readsPayload(template: Template): boolean {
  return namesInput(template);
}

function namesInput(value: unknown): boolean {
  if (value === null || typeof value !== 'object') return false;
  if (Array.isArray(value)) return value.some(namesInput);
  const { kind, root, steps } = value as { kind?: unknown; root?: unknown; steps?: unknown };
  if (kind === 'inputBody') return true;
  if (kind === 'reference' && root === 'input' && firstName(steps) !== 'params') return true;
  return Object.values(value).some(namesInput);
}

function firstName(steps: unknown): unknown {
  return Array.isArray(steps) ? (steps[0] as { name?: unknown } | undefined)?.name : undefined;
}
