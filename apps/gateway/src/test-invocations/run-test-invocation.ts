import {
  testInvocationFormatVersion,
  type GatewayTaskResult,
  type MethodTestResult,
  type TestInvocation,
  type TestResult,
} from '#libs/snapshot-format';
import { activateAuthorizer } from '../authorizers/activate-authorizer.js';
import type { AuthorizerServices } from '../authorizers/authorizer-services.js';
import type { Pipeline } from '../invocation/pipeline.js';
import type { RequestRecords } from '../invocation/record/request-record.js';
import type { Logger } from '#libs/telemetry';
import { earlyResponse } from '../listener/refuse-early.js';
import type { ActivateRestSnapshot } from '../snapshots/activate-rest-snapshot.js';
import { activateStage } from '../snapshots/activate-stage.js';
import type { ClientCertificates } from '../snapshots/client-certificates.js';
import { collectResponse } from './collect-response.js';
import { ExecutionLog } from './execution-log.js';
import { invokeAuthorizer } from './invoke-authorizer.js';
import { testedInvocation } from './tested-invocation.js';
import { invokeMethod } from './invoke-method.js';

/** What a test makes use of, all of it the gateway's own. */
export interface TestInvokeServices {
  readonly pipeline: Pick<Pipeline, 'invokeSteps'>;
  readonly activateSnapshot: ActivateRestSnapshot;
  readonly authorizers: AuthorizerServices;
  readonly records: Pick<RequestRecords, 'complete'>;
  readonly log: Logger;
  readonly clientCertificates: Pick<ClientCertificates, 'get'>;
}

/**
 * Runs one test beside what this gateway serves: its snapshot is built as any other, used for this one
 * request, and forgotten. Rejects only for a bug.
 */
export async function runTestInvocation(
  { pipeline, activateSnapshot, authorizers, records, clientCertificates }: TestInvokeServices,
  test: TestInvocation,
): Promise<TestResult> {
  const formatVersion: number = test.formatVersion;
  if (formatVersion !== testInvocationFormatVersion) {
    return refuse(`it has the format ${formatVersion}, this release reads ${testInvocationFormatVersion}`);
  }
  const snapshot = activateSnapshot(test.stage.snapshotDigest, test.snapshot);
  if (!snapshot.ok) return refuse(snapshot.reason);
  const { clientCertificateId } = test.stage;
  const certificate = clientCertificateId === undefined ? null : clientCertificates.get(clientCertificateId);
  if (certificate === undefined) return refuse(`client certificate ${clientCertificateId} is not known here`);
  const stage = activateStage(test.stage, {
    snapshot: snapshot.value,
    clientCertificate: certificate,
  });
  const log = new ExecutionLog(test.id);
  const invocation = testedInvocation(test, stage, snapshot.value);
  if ('refusedWith' in invocation) {
    const response = await collectResponse(earlyResponse(invocation.refusedWith));
    log.add(`Method completed with status: ${response.status}`, Date.now());
    const ended = { log: log.text, latencyMs: 0 };
    if (test.authorizer === null) return { kind: 'method', ...response, ...ended };
    return { kind: 'authorizer', clientStatus: response.status, ...noAuthorization, ...ended };
  }
  if (test.authorizer === null) {
    const result = await invokeMethod(pipeline, invocation, log);
    records.complete(Object.assign(invocation.record, { status: result.status }));
    return { kind: 'method', ...result };
  }
  const authorizer = activateAuthorizer(test.authorizer, authorizers);
  const result = await invokeAuthorizer(invocation, { id: test.authorizer.id, authorizer }, log);
  records.complete(Object.assign(invocation.record, { status: result.clientStatus }));
  return { kind: 'authorizer', ...result };
}

const noAuthorization = { principalId: null, policy: null, authorization: null, claims: null };
const refuse = (reason: string): TestResult => ({ kind: 'refused', reason });

const messageBytesMax = 10 * 1024 * 1024;
/** JSON writes a character in six bytes at most, so that this much always fits. */
const bodyCharsMax = 1024 * 1024;

/**
 * The result as a message that the control plane takes: a long body is cut where the whole would be too long.
 */
export function resultMessage(result: GatewayTaskResult): string {
  const message = JSON.stringify(result);
  if (Buffer.byteLength(message) <= messageBytesMax || result.kind !== 'method') return message;
  return JSON.stringify({ ...result, ...cutBody(result) });
}

function cutBody({ body }: MethodTestResult): Pick<MethodTestResult, 'body'> {
  return { body: `${body.slice(0, bodyCharsMax)} [TRUNCATED]` };
}
