import { randomUUID } from 'node:crypto';
import { deployToStage, ok, type Result } from '#libs/api-definition';
import { stageDocument } from '#libs/snapshot-compiler';
import {
  sealSnapshot,
  testInvocationFormatVersion,
  type RestSnapshot,
  type SnapshotAuthorizer,
  type StageDocument,
  type TestedRequest,
  type TestInvocation,
} from '#libs/snapshot-format';
import type { CallerIdentity } from '../http/management-request.js';

/** Who makes the call, and with what. */
export interface TestingClient extends CallerIdentity {
  readonly userAgent: string | null;
}

/** What a test is about. */
export interface TestParts {
  readonly snapshot: RestSnapshot;
  readonly authorizer: SnapshotAuthorizer | null;
  readonly request: TestedRequest;
  readonly stageVariables: Readonly<Record<string, string>> | null;
  readonly clientCertificateId: string | null;
}

/**
 * Puts a test into the form in which gateways take it: beside the snapshot a stage as it would be if it
 * existed.
 */
export function prepareTest(client: TestingClient, parts: TestParts): Result<TestInvocation> {
  const { owner, accessKeyId, userAgent } = client;
  const { restApiId } = parts.snapshot;
  // The name that templates and functions see of the stage of a test (published events).
  const given = {
    restApiId,
    stageName: 'test-invoke-stage',
    deploymentId: 'test',
    variables: parts.stageVariables,
  };
  const stage = deployToStage(null, given, 0);
  if (!stage.ok) return stage;
  const { clientCertificateId } = parts;
  // Sealed as documents are, so that gateways of every release read them.
  const snapshot = sealSnapshot(parts.snapshot);
  const document = stageDocument(owner, { ...stage.value, clientCertificateId }, { own: snapshot.name });
  return ok({
    formatVersion: testInvocationFormatVersion,
    id: randomUUID(),
    snapshot: JSON.parse(snapshot.body) as RestSnapshot,
    stage: JSON.parse(document.body) as StageDocument,
    request: parts.request,
    caller: { accountId: owner.accountId, accessKeyId, userAgent },
    authorizer: parts.authorizer,
  });
}
