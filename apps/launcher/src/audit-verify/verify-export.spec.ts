import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { genesisHash, linkHash } from '#libs/audit';
import { verifyExport } from './verify-export.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tollgate-audit-verify-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const accountId = '000000000000';

function lines(length: number): string[] {
  let previousHash = genesisHash;
  return Array.from({ length }, (_, at) => {
    const sequence = at + 1;
    const event = `{"eventName":"Call${sequence}"}`;
    const hash = linkHash({ accountId, sequence, previousHash, event });
    const line = `{"accountId":"${accountId}","sequence":${sequence},"previousHash":"${previousHash}","hash":"${hash}","event":${event}}`;
    previousHash = hash;
    return line;
  });
}

async function file(name: string, content: readonly string[]): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, `${content.join('\n')}\n`);
  return path;
}

const headOf = (line: string): string => {
  const { sequence, hash } = JSON.parse(line) as { sequence: number; hash: string };
  return JSON.stringify({ accountId, sequence, hash, atMs: 0 });
};

test('an export as it was written passes, alone and with its heads', async () => {
  const all = lines(5);
  const path = await file('whole.jsonl', all);
  expect(await verifyExport([path])).toMatchObject({ status: 0 });
  const heads = await file('heads.jsonl', [headOf(all[1]!), headOf(all[4]!)]);
  const { status, lines: said } = await verifyExport([path, '--heads', heads]);
  expect([status, said]).toEqual([
    0,
    ['5 events, 1 to 5: unchanged and complete; 2 of 2 heads are in it, and fit'],
  ]);
});

test('a changed, a missing and a cut-off event make it fail, with the place', async () => {
  const all = lines(5);
  const heads = await file('last.jsonl', [headOf(all[4]!)]);
  const changed = await file(
    'changed.jsonl',
    all.map((line) => line.replace('Call3', 'Call9')),
  );
  expect(await verifyExport([changed])).toMatchObject({
    status: 1,
    lines: [expect.stringMatching(/^line 3: changed/), expect.anything()],
  });
  const missing = await file(
    'missing.jsonl',
    all.filter((_, at) => at !== 2),
  );
  expect(await verifyExport([missing])).toMatchObject({
    status: 1,
    lines: [expect.stringMatching(/^line 3: missing/), expect.anything()],
  });
  const cut = await file('cut.jsonl', all.slice(0, 3));
  expect((await verifyExport([cut])).status).toBe(0);
  expect(await verifyExport([cut, '--heads', heads])).toMatchObject({ status: 1 });
});

test('what is asked wrongly is said', async () => {
  expect((await verifyExport([])).status).toBe(2);
  expect((await verifyExport(['a', 'b'])).status).toBe(2);
  expect((await verifyExport(['a', '--heads'])).status).toBe(2);
  const path = await file('x.jsonl', lines(1));
  expect((await verifyExport([path, '--heads', await file('no-heads', ['{}'])])).status).toBe(2);
});
