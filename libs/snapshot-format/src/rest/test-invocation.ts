import type { ConnectionsAnswer, ConnectionsQuestion } from '../websocket/open-connections.js';
import type { SnapshotAuthorizer } from './snapshot-authorizer.js';
import type { RestSnapshot } from './snapshot.js';
import type { StageDocument } from '../documents/stage-document.js';

/** Raised with every change that an older gateway would run differently; it refuses what it does not know. */
export const testInvocationFormatVersion = 1;

/** Longest that a gateway takes for one, milliseconds: an integration's 29 s and a little for all else. */
export const testInvocationMs = 31_000;

/**
 * What TestInvokeMethod or TestInvokeAuthorizer has a gateway run: `POST /_tollgate/test-invocations/claims`
 * hands one out.
 */
export interface TestInvocation {
  readonly formatVersion: typeof testInvocationFormatVersion;
  /** A UUID: the request id of what is run. */
  readonly id: string;
  /**
   * The definition as it stands; with one method alone: the tested one, or one that the tested authorizer is
   * asked about.
   */
  readonly snapshot: RestSnapshot;
  readonly stage: StageDocument;
  readonly request: TestedRequest;
  readonly caller: TestingCaller;
  /** Null: the snapshot's method is tested. */
  readonly authorizer: SnapshotAuthorizer | null;
}

/** What one of the gateways does for the control plane, whichever takes it first. */
export type GatewayTask = TestInvocation | ConnectionsQuestion;

/** `POST /_tollgate/test-invocations/{id}/result`. */
export type GatewayTaskResult = TestResult | ConnectionsAnswer;

/** The request that is simulated. */
export interface TestedRequest {
  readonly httpMethod: string;
  /** Begins with a slash; not necessarily the path of the resource. */
  readonly pathWithQueryString: string;
  /** Name and value, in order; a repeated header once per value. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
  /** Of an authorizer's test: what identity sources find in the context beside what is there anyway. */
  readonly additionalContext: Readonly<Record<string, string>>;
}

/** Who asked for the test: what the tested method sees as its caller. */
export interface TestingCaller {
  readonly accountId: string;
  readonly accessKeyId: string;
  readonly userAgent: string | null;
}

/** What came of a test. */
export type TestResult =
  | ({ readonly kind: 'method' } & MethodTestResult)
  | ({ readonly kind: 'authorizer' } & AuthorizerTestResult)
  /** This gateway cannot run it, and why. */
  | { readonly kind: 'refused'; readonly reason: string };

export interface MethodTestResult {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly multiValueHeaders: Readonly<Record<string, readonly string[]>>;
  readonly body: string;
  readonly log: string;
  readonly latencyMs: number;
}

export interface AuthorizerTestResult {
  /** 0 when the authorizer came to a result, whatever that is; else what the caller would have got. */
  readonly clientStatus: number;
  readonly log: string;
  readonly latencyMs: number;
  readonly principalId: string | null;
  /** JSON. */
  readonly policy: string | null;
  /** Members of the function's `context`; null without. */
  readonly authorization: Readonly<Record<string, readonly string[]>> | null;
  readonly claims: Readonly<Record<string, string>> | null;
}
