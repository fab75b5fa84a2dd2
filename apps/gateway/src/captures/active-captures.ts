import type { CaptureDocument } from '#libs/snapshot-format';

/** Which requests are to be captured whole. */
export interface ActiveCaptures {
  /** None at all: then no request need be asked about. */
  readonly isEmpty: boolean;
  /** Those of a stage that run at a moment. */
  of(restApiId: string, stageName: string, nowMs: number): readonly CaptureDocument[];
}
