import { badRequest, fail, ok, type Result } from '../../domain-error.js';

const SIZE_MAX = 10_485_760;

/** Bytes from which on responses are compressed; null = never. */
export function checkCompressionSize(size: number | null): Result<number | null> {
  if (size !== null && !(Number.isInteger(size) && size >= 0 && size <= SIZE_MAX)) {
    return fail(badRequest(`Invalid minimum compression size, must be between 0 and ${SIZE_MAX}`));
  }
  return ok(size);
}

/** From a patch value: nothing and '' switch compression off (recorded: RestApi patch). */
export function readCompressionSize(value: string | null): Result<number | null> {
  if (!value) return ok(null);
  return checkCompressionSize(/^\d{1,9}$/.test(value) ? Number(value) : NaN);
}
