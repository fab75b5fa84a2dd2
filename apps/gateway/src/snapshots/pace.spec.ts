import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createGatewaySeal, sealDocument, sealSnapshot, type FeedChange } from '#libs/snapshot-format';
import { silentLogger } from '#libs/telemetry';
import { apiId, mockMethod, snapshot, stageOf } from '../testing/documents.js';
import { createTestInvokeServices } from '../testing/test-invoke-services.js';
import { Activation } from './activation.js';
import { createSnapshotActivator } from './activate-snapshot.js';
import { AuditHeads } from './audit-heads.js';
import { DeniedIdentityDocuments } from './denied-identity-documents.js';
import { DocumentTable } from './document-table.js';
import { CaptureDocuments } from './capture-documents.js';
import { Certificates } from './certificates.js';
import { DomainDocuments } from './domain-documents.js';
import { IdentityDocuments } from './identity-documents.js';
import { LocalStore } from './local-store.js';
import { Pace } from './pace.js';
import { StageTable } from './stage-table.js';
import { VpcLinks } from './vpc-links.js';

let folder: string;
let store: LocalStore;
let activation: Activation;
let documents: DocumentTable;
let pauses = 0;
let whilePaused = (): void => undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tollgate-pace-'));
  store = LocalStore.open(folder);
  pauses = 0;
  whilePaused = () => undefined;
  documents = new DocumentTable(store);
  activation = new Activation({
    store,
    stages: new StageTable(),
    documents,
    keptSnapshots: 500,
    vpcLinks: new VpcLinks(),
    deniedIdentities: new DeniedIdentityDocuments(),
    auditHeads: new AuditHeads(join(folder, 'audit-heads.jsonl'), silentLogger),
    captures: new CaptureDocuments(),
    certificates: new Certificates(store, createGatewaySeal('token')),
    domains: new DomainDocuments({
      store,
      seal: createGatewaySeal('token'),
      isOwnHost: () => false,
      vpcEndpoint: null,
    }),
    identity: new IdentityDocuments(createGatewaySeal('token')),
    activateSnapshot: createSnapshotActivator({
      REST: createTestInvokeServices().activateSnapshot,
      HTTP: () => ({ ok: false, reason: 'none here' }),
      WEBSOCKET: () => ({ ok: false, reason: 'none here' }),
    }),
    seal: createGatewaySeal('token'),
    log: silentLogger,
    fetchSnapshot: () => Promise.resolve(null),
    pace: new Pace(() => {
      pauses += 1;
      whilePaused();
      return Promise.resolve();
    }),
  });
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const plans = (count: number): FeedChange[] =>
  Array.from({ length: count }, (_, n) => ({
    seq: n + 1,
    ...sealDocument('usage-plan', `plan${n}`, {
      accountId: '000000000000',
      region: 'us-east-1',
      usagePlanId: `plan${n}`,
      throttle: null,
      quota: null,
      apiStages: {},
    }),
  }));
const apply = (changes: readonly FeedChange[]) =>
  activation.apply({ changes, upTo: changes.at(-1)!.seq, mark: 'a mark', more: false });

test('a page of many documents, and a reload of as many, let requests in between', async () => {
  await apply(plans(1000));
  expect(pauses).toBe(20);
  pauses = 0;
  await activation.reload();
  expect(pauses).toBe(20);
});

test('while a generation is taken over keys are those of the one before: their plans are here', async () => {
  const key = (name: string, seq: number): FeedChange => ({
    seq,
    ...sealDocument('api-key', name, {
      accountId: '000000000000',
      region: 'us-east-1',
      keyId: name,
      enabled: true,
      usagePlanIds: [],
    }),
  });
  await apply([key('old', 1)]);
  const next = await store.beginGeneration();
  await next.add({ applied: [key('new', 1), ...plans(200)], refused: [] });
  await store.putInPlace(next, { seq: 200, mark: 'another' });
  const seen = new Set<string>();
  const look = () => ['old', 'new'].filter((name) => documents.apiKey(name)).join();
  whilePaused = () => seen.add(look());
  await activation.reload();
  expect([...seen]).toEqual(['old']);
  expect(look()).toBe('new');
});

test('few large snapshots let requests in between, each time that one is built', async () => {
  const text = 'x'.repeat(200_000);
  const changes: FeedChange[] = [];
  for (let n = 0; n < 5; n += 1) {
    const sealed = sealSnapshot(snapshot({ '/': { GET: mockMethod(`${text}${n}`) } }));
    const stage = sealDocument('stage', `${apiId}/s${n}`, stageOf(sealed.name, { stageName: `s${n}` }));
    changes.push({ seq: 2 * n + 1, ...sealed }, { seq: 2 * n + 2, ...stage });
  }
  await apply(changes);
  // Once when it has come, once when it is built.
  expect(pauses).toBe(10);
  expect([...activation.stages.all()]).toHaveLength(5);
});
