import type { Snapshot, SnapshotMethod } from '#libs/snapshot-format';
import type { Step } from '../invocation/step.js';

/** A method as it serves. One object per method and snapshot: its identity can key a map. */
export interface ActiveMethod {
  readonly resourceId: string;
  readonly resourcePath: string;
  /** As defined: an HTTP method or ANY. */
  readonly httpMethod: string;
  /** `<resource path>/<METHOD>`, as in the throttle tables of stages and usage plans. */
  readonly settingsKey: string;
  readonly apiKeyRequired: boolean;
  /** The steps that this method uses, in the order of the pipeline. */
  readonly steps: readonly Step[];
  readonly definition: SnapshotMethod;
}

/** A snapshot as it serves: everything built that a request needs. */
export interface ActiveSnapshot {
  readonly digest: string;
  readonly document: Snapshot;
  readonly methods: readonly ActiveMethod[];
}
