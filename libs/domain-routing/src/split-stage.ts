import { segmentAt } from './base-path.js';

/** The segment of a path that names the stage, empty when there is none, and the path below it. */
export function splitStage(
  path: string,
  from: number,
): { readonly stageName: string; readonly path: string } {
  const segment = segmentAt(path, from);
  return segment ? { stageName: segment.raw, path: path.slice(segment.end) } : { stageName: '', path: '' };
}
