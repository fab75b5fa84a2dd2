import type { Stage } from '#libs/api-definition';
import type { StageDocument } from '#libs/snapshot-format';
import { stageWith } from '#libs/testing';
import { stageDocument } from './stage-document.js';

const owner = { accountId: '000000000000', region: 'eu-west-1' };
const stage = stageWith({
  restApiId: 'a1b2c3d4e5',
  stageName: 'prod',
  deploymentId: 'dep123',
  variables: { backend: 'b1' },
});
const canarySettings = {
  deploymentId: 'dep456',
  percentTraffic: 12.5,
  stageVariableOverrides: { backend: 'b2', added: 'a' },
  useStageCache: true,
};
const snapshots = { own: 'd'.repeat(64), canary: 'e'.repeat(64) };
const documentOf = (change: Partial<Stage>, named: { own: string; canary?: string } = snapshots) =>
  JSON.parse(stageDocument(owner, { ...stage, canarySettings, ...change }, named).body) as StageDocument;

test('a canary has its snapshot and all variables, its overrides laid over the stage’s, which keeps its own', () => {
  expect(documentOf({})).toMatchObject({
    requires: ['canary'],
    deploymentId: 'dep123',
    snapshotDigest: snapshots.own,
    variables: { backend: 'b1' },
    canary: {
      deploymentId: 'dep456',
      snapshotDigest: snapshots.canary,
      percentTraffic: 12.5,
      variables: { backend: 'b2', added: 'a' },
      usesStageCache: true,
    },
  });
  expect(documentOf({ clientCertificateId: 'cert01' }).requires).toEqual(['client-certificates', 'canary']);
});

test('a canary without overrides has the stage’s variables, and none where there are none', () => {
  const plain = { ...canarySettings, stageVariableOverrides: null };
  expect(documentOf({ canarySettings: plain }).canary!.variables).toEqual({ backend: 'b1' });
  expect(documentOf({ canarySettings: plain, variables: null }).canary!.variables).toEqual({});
});

test('a canary is chosen by the header that the stage’s tag names, which a stage without canary does not say', () => {
  const tags = { 'tollgate:canary-header': 'X-Release' };
  expect(documentOf({ tags }).canaryHeader).toBe('x-release');
  expect(documentOf({})).not.toHaveProperty('canaryHeader');
  expect(documentOf({ tags, canarySettings: null }, { own: 'd' })).not.toHaveProperty('canaryHeader');
});

test('the canary of a stage that is to be tested is left out', () => {
  expect(documentOf({}, { own: 'd' })).not.toHaveProperty('canary');
  expect(documentOf({}, { own: 'd' })).not.toHaveProperty('requires');
});

test('a canary may have secrets among its overrides alone', () => {
  const tags = { 'tollgate:secret-variables': 'all' };
  expect(documentOf({ tags }).observability!.secretVariables).toEqual(['backend', 'added']);
});
