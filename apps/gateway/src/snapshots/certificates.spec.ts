import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import {
  certificateSealContext,
  createGatewaySeal,
  sealDocument,
  type FeedChange,
} from '#libs/snapshot-format';
import { Certificates } from './certificates.js';
import { LocalStore } from './local-store.js';

const seal = createGatewaySeal('token');
let folder: string;
let store: LocalStore;
let certificates: Certificates;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tollgate-certificates-'));
  store = LocalStore.open(folder);
  certificates = new Certificates(store, seal);
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const pair = async (name: string) => {
  const { cert, private: key } = await generate([{ name: 'commonName', value: name }]);
  return { chain: cert, key };
};
let first: Awaited<ReturnType<typeof pair>>;
let second: Awaited<ReturnType<typeof pair>>;
beforeAll(async () => {
  [first, second] = await Promise.all([pair('one.example.com'), pair('two.example.com')]);
});

const change = (seq: number, chain: string, key: string, by = seal): FeedChange => ({
  seq,
  ...sealDocument('certificate', 'c1', {
    accountId: '000000000000',
    region: 'us-east-1',
    certificateId: 'c1',
    chain,
    privateKeySealed: by.seal(key, certificateSealContext('c1')),
  }),
});

/** As activation does: taken over, put on disk, and only then told of. */
async function apply(...changes: FeedChange[]): Promise<(string | null)[]> {
  const refusals = changes.map((one) => certificates.handler.put(one));
  await store.commit(
    { applied: changes.filter((_, n) => refusals[n] === null), refused: [] },
    {
      seq: Math.max(...changes.map(({ seq }) => seq)),
      mark: 'm',
    },
  );
  for (const { name, body } of changes) certificates.handler.stored?.(name, body === null);
  return refusals;
}

test('a certificate replaced over its id is told of once it can be found', async () => {
  const told: (string | undefined)[] = [];
  certificates.onChange((id) => told.push(certificates.find(id!)?.chain));
  await apply(change(1, first.chain, first.key));
  await apply(change(2, second.chain, second.key));
  expect(told).toEqual([first.chain, second.chain]);
  expect(certificates.find('c1')).toEqual({ id: 'c1', chain: second.chain, privateKey: second.key });
});

test('what cannot be served is refused, and the one before goes on', async () => {
  await apply(change(1, first.chain, first.key));
  const refused = await apply(
    change(2, first.chain, second.key),
    change(3, 'rubbish', first.key),
    change(4, second.chain, second.key, createGatewaySeal('another')),
  );
  expect(refused).toEqual([
    expect.stringMatching(/cannot be used/),
    expect.stringMatching(/cannot be used/),
    'its private key was sealed with another gateway token',
  ]);
  expect(certificates.find('c1')?.chain).toBe(first.chain);
});

test('after a start they are found by their ids, and one that is deleted is not', async () => {
  await apply(change(1, first.chain, first.key));
  certificates = new Certificates(store, seal);
  expect(certificates.has('c1')).toBe(false);
  for (const stored of store.list('certificate'))
    expect(certificates.handler.put({ ...stored, kind: 'certificate' })).toBeNull();
  expect([certificates.has('c1'), certificates.find('c1')?.chain]).toEqual([true, first.chain]);
  await apply({ ...change(2, first.chain, first.key), digest: '', body: null });
  expect([certificates.has('c1'), certificates.find('c1')]).toEqual([false, undefined]);
});
