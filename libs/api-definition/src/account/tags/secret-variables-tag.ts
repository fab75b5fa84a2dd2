import type { Tags } from './tags.js';

/**
 * The tag of a Stage that names its secret variables, with blanks between them: `dbPassword apiToken`; `all`
 * says all of them, as values of tags have no asterisk. Audit events and logs hide their values.
 */
export const secretVariablesTag = 'tollgate:secret-variables';

/** Whether a variable of a stage with these tags is a secret, by its name. */
export function secretVariables(tags: Tags | undefined): (name: string) => boolean {
  const names = new Set((tags?.[secretVariablesTag] ?? '').split(/\s+/).filter((name) => name !== ''));
  return names.has('all') ? () => true : (name) => names.has(name);
}
