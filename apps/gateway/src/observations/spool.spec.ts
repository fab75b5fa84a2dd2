import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { blockBytesMax, newSenderId } from '#libs/observations';
import { silentLogger } from '#libs/telemetry';
import { BlockFiles } from './block-files.js';
import { Spool, type SpoolOptions } from './spool.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tollgate-spool-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

let senders = 0;
/** A process's life; `close` writes what was handed in. */
function startSpool(options: Partial<SpoolOptions> = {}) {
  const random = new Uint8Array(8).fill(++senders);
  const senderId = newSenderId(1_790_000_000_000 + senders, random);
  const files = new BlockFiles(folder);
  return {
    senderId,
    spool: new Spool({ files, senderId, bytesMax: 1 << 20, log: silentLogger, ...options }),
  };
}

/** Takes out all that waits, and says that it was sent. */
async function drain(spool: Spool): Promise<[string, number, string][]> {
  const blocks: [string, number, string][] = [];
  for (let block; (block = await spool.next('logs')) !== undefined;) {
    const { senderId, sequence } = block.name;
    blocks.push([senderId, sequence, gunzipSync(block.content).toString()]);
    spool.end('logs', block.name, 'sent');
  }
  return blocks;
}

const handAll = (spool: Spool, ...texts: string[]) =>
  texts.forEach((text) => spool.hand('logs', Buffer.from(text)));
/** So much does not compress to less than a page. */
const incompressible = (bytes: number) => {
  const block = Buffer.alloc(bytes);
  for (let index = 0, state = 1; index < bytes; index++) {
    state = (state * 1_103_515_245 + 12_345) & 0x7fffffff;
    block[index] = state >> 16;
  }
  return block;
};

test('blocks come out as they were handed in, numbered, kinds apart', async () => {
  const { spool, senderId } = startSpool();
  handAll(spool, 'one', 'two');
  spool.hand('metrics', Buffer.from('count'));
  await spool.close();
  expect(await drain(spool)).toEqual([
    [senderId, 1, 'one'],
    [senderId, 2, 'two'],
  ]);
  expect((await spool.next('metrics'))?.name).toEqual({ senderId, sequence: 1 });
});

test('what a killed process left is sent under its name, in turn with what happens now; half a block is not', async () => {
  const first = startSpool();
  handAll(first.spool, 'a', 'b');
  await first.spool.close();
  await writeFile(join(folder, first.senderId, 'logs-000000000000003.part'), 'half');
  const second = startSpool();
  handAll(second.spool, 'c');
  await second.spool.close();

  const third = startSpool();
  await third.spool.recover();
  handAll(third.spool, 'd', 'e');
  await third.spool.close();
  expect(await drain(third.spool)).toEqual([
    [third.senderId, 1, 'd'],
    [first.senderId, 1, 'a'],
    [third.senderId, 2, 'e'],
    [first.senderId, 2, 'b'],
    [second.senderId, 1, 'c'],
  ]);
  expect(third.spool.counts.logs).toEqual({ handed: 2, sent: 5, dropped: 0, refused: 0 });
});

test('what is no block in a folder of blocks keeps none from being sent', async () => {
  const first = startSpool();
  handAll(first.spool, 'a', 'b');
  await first.spool.close();
  const its = join(folder, first.senderId);
  for (const name of ['a folder', 'logs-000000000000000', 'metrics-000000000000001.part'])
    await mkdir(join(its, name));
  for (const name of ['.nfs0', 'logs-1', 'rubbish-000000000000001', '\u00e9\n'])
    await writeFile(join(its, name), 'x');
  await writeFile(join(folder, 'no folder'), 'x');
  await writeFile(join(folder, startSpool().senderId), 'x');
  const next = startSpool();
  await next.spool.recover();
  expect(await drain(next.spool)).toEqual([
    [first.senderId, 1, 'a'],
    [first.senderId, 2, 'b'],
  ]);
  expect(next.spool.counts.logs).toEqual({ handed: 0, sent: 2, dropped: 0, refused: 0 });
});

test('what was sent is gone from the disk, folders of earlier processes too', async () => {
  const first = startSpool();
  handAll(first.spool, 'a');
  await first.spool.close();
  const second = startSpool();
  await second.spool.recover();
  handAll(second.spool, 'b');
  await second.spool.close();
  await drain(second.spool);
  await second.spool.idle();
  expect(await readdir(folder)).toEqual([second.senderId]);
  expect(await readdir(join(folder, second.senderId))).toEqual([]);
});

test('files of a kind are bounded: the oldest give way, of earlier processes first, and are counted', async () => {
  const first = startSpool();
  handAll(first.spool, 'a');
  await first.spool.close();
  const { spool, senderId } = startSpool({ bytesMax: 3 * 4096 });
  await spool.recover();
  handAll(spool, 'b', 'c', 'd', 'e');
  spool.hand('metrics', Buffer.from('of another kind'));
  await spool.close();
  expect(spool.status('logs')).toMatchObject({ waiting: 3, bytesOnDisk: 3 * 4096, dropped: 2 });
  expect(await drain(spool)).toEqual(['c', 'd', 'e'].map((text, index) => [senderId, index + 2, text]));
  expect(spool.status('metrics')).toMatchObject({ waiting: 1, dropped: 0 });
});

test('a disk that takes no time off does not stop who hands in: memory is bounded, and what is above is dropped', async () => {
  const { spool } = startSpool({ files: stuckFiles(), memoryBytesMax: 10_000 });
  for (let index = 0; index < 100; index++) spool.hand('logs', incompressible(1000));
  expect(spool.counts.logs).toMatchObject({ handed: 100, dropped: 90 });
});

test('what the disk refuses is sent from memory, up to a bound, and numbers tell what is missing', async () => {
  let full = true;
  const files = new BlockFiles(folder);
  const write = files.write.bind(files);
  files.write = (...block) => (full ? Promise.reject(new Error('ENOSPC')) : write(...block));
  let nowMs = 0;
  const { spool, senderId } = startSpool({ files, memoryBytesMax: 5000, nowMs: () => nowMs });
  for (let index = 0; index < 3; index++) {
    spool.hand('logs', incompressible(2000));
    await spool.idle();
  }
  expect(spool.status('logs')).toMatchObject({ waiting: 2, bytesOnDisk: 0, dropped: 1 });
  const blocks = await drain(spool);
  expect(blocks.map(([, sequence]) => sequence)).toEqual([1, 2]);
  expect(spool.status('logs')).toMatchObject({ bytesInMemory: 0 });

  full = false;
  nowMs = 1000;
  handAll(spool, 'on disk again');
  await spool.close();
  expect(spool.status('logs')).toMatchObject({ bytesOnDisk: 4096, bytesInMemory: 0 });
  expect(await drain(spool)).toEqual([[senderId, 4, 'on disk again']]);
});

test('a block that is too large, and what comes after the end, are dropped and counted', async () => {
  const { spool } = startSpool();
  spool.hand('logs', Buffer.alloc(blockBytesMax + 1));
  await spool.close();
  handAll(spool, 'late');
  expect(spool.status('logs')).toMatchObject({ handed: 2, dropped: 2, waiting: 0 });
});

test('blocks that have waited for a week are dropped: the control plane may have forgotten that it had them', async () => {
  let nowMs = 0;
  const { spool } = startSpool({ nowMs: () => nowMs });
  handAll(spool, 'old');
  await spool.idle();
  nowMs = 7 * 86_400_000 + 1;
  handAll(spool, 'new');
  await spool.close();
  expect((await drain(spool)).map(([, , text]) => text)).toEqual(['new']);
  expect(spool.counts.logs.dropped).toBe(1);
});

test('a file that somebody took away is counted as dropped, and the next one is sent', async () => {
  const { spool, senderId } = startSpool();
  handAll(spool, 'a', 'b');
  await spool.close();
  await rm(join(folder, senderId, 'logs-000000000000001'));
  expect(await drain(spool)).toEqual([[senderId, 2, 'b']]);
  expect(spool.counts.logs).toMatchObject({ sent: 1, dropped: 1 });
});

function stuckFiles(): BlockFiles {
  const files = new BlockFiles(folder);
  files.write = () => new Promise(() => undefined);
  return files;
}

test('a block that cannot be compressed is dropped, counted and logged; those behind it are kept', async () => {
  const lines: [string, unknown][] = [];
  const log = { ...silentLogger, error: (line: string, of?: object) => void lines.push([line, of]) };
  let compressed = 0;
  const { spool, senderId } = startSpool({
    log,
    compress: async (block) => {
      if ((compressed += 1) === 2) throw new Error('zlib: insufficient memory');
      return gzipSync(block);
    },
  });
  handAll(spool, 'one', 'two', 'three');
  await spool.idle();
  handAll(spool, 'four');
  await spool.close();
  expect(await drain(spool)).toEqual([
    [senderId, 1, 'one'],
    [senderId, 3, 'three'],
    [senderId, 4, 'four'],
  ]);
  expect(spool.status('logs')).toMatchObject({ handed: 4, sent: 3, dropped: 1, bytesInMemory: 0 });
  expect(lines).toMatchObject([
    [
      'a block of logs or metrics cannot be compressed and is dropped',
      { kind: 'logs', error: { message: 'zlib: insufficient memory' } },
    ],
  ]);
});
