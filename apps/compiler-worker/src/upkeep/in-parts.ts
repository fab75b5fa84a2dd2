/**
 * Does something part by part, a transaction each: until a part is smaller than it may be, which is the last
 * one, or the worker stops. `part` resolves to how many it was done to.
 */
export async function inParts(
  atOnce: number,
  stopping: AbortSignal,
  part: (atMost: number) => Promise<number>,
): Promise<void> {
  while (!stopping.aborted && (await part(atOnce)) >= atOnce);
}
