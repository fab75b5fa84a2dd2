import { badRequest, fail, ok, type Result } from '../../domain-error.js';
import type { ContentHandling } from './integration.js';

/** From a patch value; '' and none unset it. */
export function readContentHandling(value: string | null): Result<ContentHandling | null> {
  if (!value) return ok(null);
  if (value === 'CONVERT_TO_BINARY' || value === 'CONVERT_TO_TEXT') return ok(value);
  return fail(
    badRequest('Invalid content handling specified. Valid options are CONVERT_TO_BINARY,CONVERT_TO_TEXT'),
  );
}
