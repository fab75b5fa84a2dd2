import type { Deployment } from '#libs/api-definition';
import { sealDocument, type SealedDocument, type StageDocument } from '#libs/snapshot-format';
import { stageWith } from '#libs/testing';
import type { CompiledDeployment } from './deployment-documents.js';
import { restApiDocuments, type PublishableRestApi } from './rest-api-documents.js';

const restApiId = 'api0000001';
const deploymentOf = (id: string): Deployment => ({
  restApiId,
  id,
  description: null,
  createdAtMs: 1,
  definitionDigest: `definition of ${id}`,
});
const published = (id: string, snapshotDigest: string | null = `snapshot of ${id}`) => ({
  deployment: deploymentOf(id),
  snapshotDigest,
  compileError: null,
});
const failed = (id: string, compileError: string) => ({ ...published(id, null), compileError });

const canaryOf = (deploymentId: string) =>
  stageWith({
    restApiId,
    stageName: 'dev',
    deploymentId: 'own111',
    canarySettings: { deploymentId, percentTraffic: 10, stageVariableOverrides: null, useStageCache: false },
  });

const documentsOf = (
  change: Partial<PublishableRestApi>,
  compiled: ReadonlyMap<string, CompiledDeployment> = new Map(),
) => {
  const owner = { accountId: '000000000000', region: 'us-east-1' };
  return restApiDocuments(
    { restApiId, owner, name: 'pets', tags: {}, states: [], stages: [], trials: new Map(), ...change },
    compiled,
  );
};
const bodyOf = (document: SealedDocument | undefined) => JSON.parse(document!.body) as StageDocument;

test('a stage is published with the snapshots of both of its deployments', () => {
  const { documents, kept, problems } = documentsOf({
    states: [published('own111'), published('can222')],
    stages: [canaryOf('can222')],
  });
  expect(bodyOf(documents[0])).toMatchObject({
    deploymentId: 'own111',
    snapshotDigest: 'snapshot of own111',
    canary: { deploymentId: 'can222', snapshotDigest: 'snapshot of can222' },
  });
  expect([kept!.map(({ kind }) => kind), problems]).toEqual([['snapshot', 'snapshot'], []]);
});

test('the snapshot of a canary that was compiled just now comes before the stage', () => {
  const snapshot = sealDocument('snapshot', 'new', { formatVersion: 1 } as never);
  const { documents } = documentsOf(
    { states: [published('own111'), published('can222', null)], stages: [canaryOf('can222')] },
    new Map([['can222', { snapshot, error: null }]]),
  );
  expect(documents.map(({ kind }) => kind)).toEqual(['snapshot', 'stage']);
  expect(bodyOf(documents[1]).canary!.snapshotDigest).toBe(snapshot.name);
});

test('a canary whose deployment does not compile leaves the stage as it was, and says why', () => {
  const { documents, kept, problems } = documentsOf({
    states: [published('own111'), failed('can222', 'a bad template')],
    stages: [canaryOf('can222')],
  });
  expect(documents).toEqual([]);
  expect(kept).toContainEqual({ kind: 'stage', name: `${restApiId}/dev` });
  expect(problems).toEqual(['the canary of stage dev points to deployment can222: a bad template']);
});

test('a stage whose own deployment does not compile stays as it was, canary and all', () => {
  const { documents, problems } = documentsOf({
    states: [failed('own111', 'a bad mapping'), published('can222')],
    stages: [canaryOf('can222')],
  });
  expect(documents).toEqual([]);
  expect(problems).toEqual(['stage dev points to deployment own111: a bad mapping']);
});

test('the other stages are published all the same', () => {
  const other = stageWith({ restApiId, stageName: 'prod', deploymentId: 'own111' });
  const { documents } = documentsOf({
    states: [published('own111'), failed('can222', 'a bad template')],
    stages: [canaryOf('can222'), other],
  });
  expect(documents.map(({ name }) => name)).toEqual([`${restApiId}/prod`]);
});
