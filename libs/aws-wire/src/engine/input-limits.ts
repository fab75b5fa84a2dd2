import { badRequest, type WireError } from '../errors/wire-error.js';

/** Objects and arrays that a JSON body may nest; no input of the model needs more than ten. */
export const jsonDepthMax = 64;

/** Entries of `patchOperations` in one call. */
export const patchOperationsMax = 1000;

/** Whether a JSON value nests deeper than `depthMax`; never descends further than that. */
export function isDeeperThan(value: unknown, depthMax: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (depthMax === 0) return true;
  const children: readonly unknown[] = Array.isArray(value) ? value : Object.values(value);
  return children.some((child) => isDeeperThan(child, depthMax - 1));
}

/** The error for a JSON body that breaks a limit of ours; null when it breaks none. */
export function checkInputLimits(body: unknown): WireError | null {
  if (isDeeperThan(body, jsonDepthMax))
    return badRequest(`Request body must not nest deeper than ${jsonDepthMax} levels.`);
  const operations: unknown =
    typeof body === 'object' && body !== null && 'patchOperations' in body ? body.patchOperations : null;
  if (Array.isArray(operations) && operations.length > patchOperationsMax)
    return badRequest(
      `Too many patch operations: at most ${patchOperationsMax} can be given in one request.`,
    );
  return null;
}
