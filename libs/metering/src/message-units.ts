/** A WebSocket message counts once for each so many bytes, or part of them (AWS's price list: 32 KB). */
export const messageUnitBytes = 32 * 1024;

/** How many uses a message of so many bytes is; an empty one is one, too. */
export function messageUnits(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / messageUnitBytes));
}
