import { badRequest, type DomainError } from '../../domain-error.js';
import type { Tags } from './tags.js';

/**
 * Checks a tag that switches something on. A value that is neither `on` nor `off` is refused: whoever writes
 * `true` should not believe that it worked.
 */
export function checkSwitchTag(tags: Tags, key: string): DomainError | null {
  const value = tags[key] ?? 'off';
  if (value === 'on' || value === 'off') return null;
  return badRequest(`Invalid tag value specified for key ${key}. Must be one of: [on, off]`);
}
