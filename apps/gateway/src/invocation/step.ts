import type { HttpRoute, SnapshotMethod, WebSocketRoute } from '#libs/snapshot-format';
import type { Rejection } from '../refusals/rejection.js';
import type { Invocation, Routed } from './invocation.js';

/**
 * Null: on to the next step. A rejection ends the pipeline; it becomes the API's gateway response of that
 * type.
 */
export type Verdict = Rejection | null;

/** On to a later step, by its index: those in between have nothing to do for this request. */
export class SkipTo {
  constructor(readonly stepIndex: number) {}
}

/** What becomes of a request behind a step. */
export type StepOutcome = Verdict | SkipTo;

/** One step of the request pipeline. `run` returns a promise only when it waits for real I/O. */
export interface Step<Phase extends Invocation = Invocation> {
  /** Its heading in docs/REQUEST-PIPELINE.md. */
  readonly name: string;
  readonly run: (invocation: Phase) => StepOutcome | Promise<StepOutcome>;
}

/** A step that finds the way of a request: its stage, then its method. Waits for nothing. */
export interface RouteStep extends Step {
  readonly run: (invocation: Invocation) => Verdict;
}

/** A step behind those that find the method. */
export type MethodStep = Step<Routed>;

/** What steps may ask of a method, or of a route, to find out whether it uses them. */
export interface ServedMethod {
  readonly definition: Pick<SnapshotMethod, 'apiKeyRequired' | 'requestChecks' | 'cacheKey'> & {
    readonly authorization: { readonly type: string };
    readonly integration?: (SnapshotMethod | HttpRoute | WebSocketRoute)['integration'];
  };
  /** Its integration reads the caller's body whole. */
  readonly integrationReadsBody: boolean;
  /** Of a WebSocket API's route: its messages, or handshakes, are checked. */
  readonly checksMessages?: boolean;
}

/**
 * A step that methods use or not; what is not used is not in a method's list. `OfSnapshot`: what it also asks
 * the snapshot; nothing by default, so that APIs of every protocol may have it.
 */
export interface DeclaredStep<OfSnapshot = unknown> extends MethodStep {
  readonly isUsedBy: (method: ServedMethod, snapshot: OfSnapshot) => boolean;
}
