import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readHeads } from '#libs/audit';
import { sealDocument } from '#libs/snapshot-format';
import { silentLogger } from '#libs/telemetry';
import { AuditHeads } from './audit-heads.js';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tollgate-audit-heads-'));
  file = join(folder, 'audit-heads.jsonl');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const head = (sequence: number, accountId = '000000000000') => ({
  accountId,
  sequence,
  hash: 'a'.repeat(64),
  atMs: 1000 * sequence,
});

async function take(heads: AuditHeads, ...all: ReturnType<typeof head>[]): Promise<void> {
  for (const one of all) {
    const { name, body } = sealDocument('audit-head', one.accountId, one);
    expect(heads.handler.put({ seq: 1, kind: 'audit-head', name, body, digest: '' })).toBeNull();
    heads.handler.stored!(name, false);
  }
  await heads.written();
}

const kept = async () => readHeads(await readFile(file, 'utf8'));

test('every head is kept, older ones too, over restarts, for the owner of the folder alone', async () => {
  await take(new AuditHeads(file, silentLogger), head(5), head(9), head(2, '111111111111'));
  await take(new AuditHeads(file, silentLogger), head(12));
  expect(await kept()).toEqual([head(5), head(9), head(2, '111111111111'), head(12)]);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('the file has an end: the older half goes', async () => {
  const line = `${JSON.stringify(head(1))}\n`;
  writeFileSync(file, line.repeat(Math.ceil((4 * 1024 * 1024) / line.length)));
  await take(new AuditHeads(file, silentLogger), head(2));
  expect(statSync(file).size).toBeLessThan(2.1 * 1024 * 1024);
  expect((await kept())!.at(-1)).toEqual(head(2));
});

test('what is no head is refused, and a disk that takes nothing keeps nobody from serving', async () => {
  const heads = new AuditHeads(join(folder, 'missing', 'x'), silentLogger);
  await take(heads, head(1));
  const change = { seq: 1, kind: 'audit-head', digest: '', name: '000000000000' } as const;
  for (const body of [
    '{}',
    JSON.stringify(head(1, '111111111111')),
    JSON.stringify({ ...head(1), hash: 'x' }),
  ])
    expect(heads.handler.put({ ...change, body })).toEqual(expect.any(String));
});
