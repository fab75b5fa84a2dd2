import type { Logger } from '#libs/telemetry';
import { reject, type Rejection } from '../refusals/rejection.js';
import type { CallerResponse } from './caller-response.js';
import type { Invocation, Routed } from './invocation.js';
import { addRateLimitHeaders } from './add-rate-limit-headers.js';
import { renderRejection } from './render-rejection.js';
import { runSteps } from './run-steps.js';
import { stepsOf } from './stage-steps.js';
import type { MethodStep, RouteStep, Verdict } from './step.js';

const fault = reject('gateway.fault', 'a step failed');

/**
 * A response that is still to come. Not one more promise beside those of the steps, since each costs a
 * request something.
 */
export class LateResponse {
  /** `whenHere`: to be called once, with what the response is to be given to. */
  constructor(readonly whenHere: (deliver: (response: CallerResponse) => void) => void) {}
}

/** Runs requests to their responses. */
export class Pipeline {
  /** The stage's snapshot knows the way from there. */
  constructor(
    private readonly selectStage: RouteStep,
    private readonly chooseRelease: RouteStep,
    private readonly log: Pick<Logger, 'error'>,
  ) {}

  /**
   * Runs one request to its response. Never throws and never fails: a bug in a step is a 500 for this
   * request, and a log. The response is here at once when no step waited for anything.
   */
  invoke(invocation: Invocation): CallerResponse | LateResponse {
    try {
      const verdict = this.runAll(invocation);
      if (!(verdict instanceof Promise)) return conclude(invocation, verdict);
      return new LateResponse((deliver) => {
        verdict.then(
          (settled) => deliver(this.concludeSafely(invocation, settled)),
          (error: unknown) => deliver(this.fail(invocation, error)),
        );
      });
    } catch (error) {
      return this.fail(invocation, error);
    }
  }

  /**
   * The same for other steps than a caller's request takes, and tells why they rejected it. Never rejects
   * itself.
   */
  async invokeSteps(
    invocation: Routed,
    steps: readonly MethodStep[],
  ): Promise<{ readonly response: CallerResponse; readonly rejection: Rejection | null }> {
    try {
      const rejection = await runSteps(steps, invocation);
      return { response: conclude(invocation, rejection), rejection };
    } catch (error) {
      return { response: this.fail(invocation, error), rejection: fault };
    }
  }

  private runAll(invocation: Invocation): Verdict | Promise<Verdict> {
    return this.selectStage.run(invocation) ?? this.chooseRelease.run(invocation) ?? runRelease(invocation);
  }

  private concludeSafely(invocation: Invocation, verdict: Verdict): CallerResponse {
    try {
      return conclude(invocation, verdict);
    } catch (error) {
      return this.fail(invocation, error);
    }
  }

  private fail(invocation: Invocation, error: unknown): CallerResponse {
    this.log.error('a step failed', { requestId: invocation.record.requestId, error });
    return rejected(invocation, fault);
  }
}

/** The stage is there: its release routes the request by its protocol, and the steps of the method follow. */
function runRelease(invocation: Invocation): Verdict | Promise<Verdict> {
  const verdict = invocation.stage!.release.snapshot.route.run(invocation);
  if (verdict !== null) return verdict;
  const routed = invocation as Routed;
  return runSteps(stepsOf(routed.stage, routed.method), routed);
}

function conclude(invocation: Invocation, verdict: Verdict): CallerResponse {
  const response = verdict === null ? invocation.response! : rejected(invocation, verdict);
  const { rateLimitHeaders } = invocation;
  return rateLimitHeaders === null
    ? response
    : addRateLimitHeaders(response, rateLimitHeaders, verdict?.type ?? null);
}

function rejected(invocation: Invocation, verdict: Rejection): CallerResponse {
  releaseResult(invocation);
  invocation.cacheUse?.endWithout(verdict.code === 'request.caller_gone');
  return renderRejection(invocation, verdict);
}

/** A backend's response that is not passed on must not keep its connection waiting. */
function releaseResult(invocation: Invocation): void {
  const { exchange } = invocation;
  if (!exchange?.result?.stream) return;
  exchange.result.stream.destroy();
  exchange.result = { ...exchange.result, stream: null };
}
