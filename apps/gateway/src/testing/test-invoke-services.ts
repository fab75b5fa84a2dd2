import type { RestSnapshot, SnapshotMethod, TestedRequest, TestInvocation } from '#libs/snapshot-format';
import { createSigningKeyCache } from '#libs/sigv4';
import { silentLogger } from '#libs/telemetry';
import type { AwsServices } from '../integrations/aws/aws-services.js';
import { BackendPools } from '../integrations/transport/backend-pools.js';
import { OwnEndpoints } from '../integrations/transport/own-endpoints.js';
import { createFetchKeySet } from '../tokens/fetch-key-set.js';
import { KeySets } from '../tokens/key-sets.js';
import { TokenVerifier } from '../tokens/token-verifier.js';
import { Pipeline } from '../invocation/pipeline.js';
import { RestApiSteps } from '../invocation/rest-api-steps.js';
import { chooseRelease } from '../invocation/steps/choose-release.js';
import { selectStage } from '../invocation/steps/select-stage.js';
import { RequestRecords } from '../invocation/record/request-record.js';
import { createRestActivator } from '../snapshots/activate-rest-snapshot.js';
import { StageTable } from '../snapshots/stage-table.js';
import { VpcLinks } from '../snapshots/vpc-links.js';
import type { TestInvokeServices } from '../test-invocations/run-test-invocation.js';
import { nobodyDenied } from './nobody-denied.js';
import { awsOf } from './aws-of.js';
import { mockMethod, snapshot, stageOf } from './documents.js';

/** A bench on which nothing may be admitted: a test that asks for admission fails. */
export function createTestInvokeServices(
  aws: Partial<AwsServices> = {},
): TestInvokeServices & { close(): Promise<void> } {
  const backends = new BackendPools({
    allowLinkLocal: false,
    vpcLinkTargets: new Map(),
    ownEndpoints: new OwnEndpoints('http://127.0.0.1:4000'),
    log: silentLogger,
  });
  const integrations = { backends, aws: awsOf(aws), roles: null, vpcLinks: new VpcLinks() };
  const admission = {
    admit: () => {
      throw new Error('a test was asked to pay');
    },
  };
  const steps = new RestApiSteps({ admission, deniedIdentities: nobodyDenied });
  const keySets = new KeySets({
    fetch: createFetchKeySet(backends, 60_000),
    files: { read: async () => null, write: async () => undefined },
    log: silentLogger,
  });
  const authorizers = {
    integrations,
    tokens: new TokenVerifier(keySets),
    userPoolIssuers: new Map<string, string>(),
    results: null,
    log: silentLogger,
  };
  const signatures = { signers: { find: () => undefined }, signingKeys: createSigningKeyCache() };
  return {
    pipeline: new Pipeline(selectStage(new StageTable()), chooseRelease(), silentLogger),
    activateSnapshot: createRestActivator({ steps, integrations, authorizers, signatures }),
    authorizers,
    records: new RequestRecords([]),
    log: silentLogger,
    clientCertificates: { get: () => undefined },
    async close() {
      keySets.close();
      await backends.close();
    },
  };
}

export const testId = '5f7b8c1e-0000-4000-8000-000000000001';

/** A test of one method, as the control plane sends it. */
export function methodTest(
  path: string,
  method: SnapshotMethod,
  request: Partial<TestedRequest> = {},
  change: { readonly snapshot?: Partial<RestSnapshot>; readonly variables?: Record<string, string> } = {},
): TestInvocation {
  return {
    formatVersion: 1,
    id: testId,
    snapshot: snapshot({ [path]: { ANY: { ...method, apiKeyRequired: true } } }, change.snapshot),
    stage: stageOf('none', { stageName: 'test-invoke-stage', variables: change.variables ?? {} }),
    request: {
      httpMethod: 'GET',
      pathWithQueryString: path,
      headers: [],
      body: '',
      additionalContext: {},
      ...request,
    },
    caller: { accountId: '000000000000', accessKeyId: 'AKIDEXAMPLE', userAgent: 'a client' },
    authorizer: null,
  };
}

/** A test of an authorizer. */
export function authorizerTest(
  authorizer: NonNullable<TestInvocation['authorizer']>,
  request: Partial<TestedRequest> = {},
  variables: Record<string, string> = {},
): TestInvocation {
  return { ...methodTest('/', mockMethod(''), request, { variables }), authorizer };
}
