import { query } from '../database/statements.js';
import { sealDocument, type SealedDocument } from '#libs/snapshot-format';
import { silentLogger } from '#libs/telemetry';
import { createTestDatabase, waitFor, type TestDatabase } from '#libs/testing';
import { createDatabase } from '../database/create-database.js';
import type { Database } from '../database/database.js';
import { feedPositions } from './feed-positions.js';
import { feedChannel, publishedDocuments } from './published-documents.js';

let testDatabase: TestDatabase;
let database: Database;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = createDatabase({ url: testDatabase.url, poolSize: 12, log: silentLogger });
  await database.migrate();
});
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});
beforeEach(() => database.write((uow) => query(uow, 'DELETE FROM published_documents')));

const document = (kind: SealedDocument['kind'], name: string, content: object = {}): SealedDocument =>
  sealDocument(kind, name, content as never);
const replace = (subject: string, documents: SealedDocument[], kept: { kind: string; name: string }[] = []) =>
  database.write((uow) => publishedDocuments.replace(uow, { subject, documents, kept }));
const all = (after = 0, count = 500, bytes = 1e6) =>
  database.read((uow) => publishedDocuments.page(uow, { after, count, bytes }));
const namesAfter = async (after: number) =>
  (await all(after)).changes.map(({ kind, name, body }) => `${body === null ? '-' : '+'}${kind} ${name}`);

test('snapshots come before what refers to them, whatever the order given, and go after it', async () => {
  const seq = await replace('restapi/a', [document('stage', 'a/dev'), document('snapshot', 's1')]);
  expect(await namesAfter(0)).toEqual(['+snapshot s1', '+stage a/dev']);
  await replace('restapi/a', []);
  expect(await namesAfter(seq)).toEqual(['-stage a/dev', '-snapshot s1']);
});

test('what has the same digest keeps its sequence number, and the number of the newest is told again', async () => {
  const first = await replace('restapi/a', [document('stage', 'a/dev'), document('stage', 'a/prod')]);
  expect(await replace('restapi/a', [document('stage', 'a/dev'), document('stage', 'a/prod')])).toBe(first);
  const second = await replace('restapi/a', [
    document('stage', 'a/dev', { variables: { x: '1' } }),
    document('stage', 'a/prod'),
  ]);
  expect(second).toBeGreaterThan(first);
  expect(await namesAfter(first)).toEqual(['+stage a/dev']);
});

test('kept documents stay without being given again', async () => {
  const seq = await replace('restapi/a', [document('snapshot', 's1'), document('snapshot', 's2')]);
  await replace('restapi/a', [document('stage', 'a/dev')], [{ kind: 'snapshot', name: 's1' }]);
  expect(await namesAfter(seq)).toEqual(['+stage a/dev', '-snapshot s2']);
});

test('a document that was taken back can come again, also under another subject', async () => {
  await replace('apikey/one', [document('api-key', 'digest')]);
  const seq = await replace('apikey/one', []);
  await replace('apikey/two', [document('api-key', 'digest')]);
  expect(await namesAfter(seq)).toEqual(['+api-key digest']);
  expect(await replace('apikey/one', [])).toBe(0);
  expect(await namesAfter(seq)).toEqual(['+api-key digest']);
});

test('a subject without documents is 0', async () => {
  expect(await replace('restapi/never', [])).toBe(0);
});

test('a page ends at its count or its bytes, and says that there is more', async () => {
  const documents = Array.from({ length: 5 }, (_, i) =>
    document('stage', `a/${i}`, { text: 'x'.repeat(1000) }),
  );
  await replace('restapi/a', documents);
  const byCount = await all(0, 2);
  expect(byCount).toMatchObject({ more: true, changes: [{ name: 'a/0' }, { name: 'a/1' }] });
  expect(byCount.upTo).toBe(byCount.changes[1]?.seq);
  const byBytes = await all(byCount.upTo, 500, 2500);
  expect(byBytes).toMatchObject({ more: true, changes: [{ name: 'a/2' }, { name: 'a/3' }] });
  expect(await all(byBytes.upTo, 1)).toMatchObject({ more: false, changes: [{ name: 'a/4' }] });
});

test('a document larger than a page is a page of its own', async () => {
  await replace('restapi/a', [
    document('snapshot', 'large', { text: 'x'.repeat(5000) }),
    document('stage', 'b'),
  ]);
  expect(await all(0, 500, 100)).toMatchObject({ more: true, changes: [{ name: 'large' }] });
});

test('an empty page stays where it was asked', async () => {
  expect(await all(17)).toMatchObject({ changes: [], upTo: 17, more: false });
});

test('a reader that pages while many publish sees the newest version of everything, and skips nothing', async () => {
  let publishing = true;
  const seen = new Map<string, string>();
  const read = async () => {
    for (let after = 0, idle = 0; idle < 1;) {
      const stillPublishing = publishing;
      const page = await all(after, 3);
      for (const change of page.changes) {
        expect(change.seq).toBeGreaterThan(after);
        after = change.seq;
        seen.set(change.name, change.digest);
      }
      if (!stillPublishing && page.changes.length === 0) idle += 1;
    }
  };
  const reader = read();
  await Promise.all(
    Array.from({ length: 8 }, async (_, subject) => {
      for (let version = 0; version < 12; version += 1) {
        await replace(`restapi/${subject}`, [
          document('stage', `${subject}/a`, { version }),
          document('stage', `${subject}/b`, { version: Math.floor(version / 3) }),
        ]);
      }
    }),
  );
  publishing = false;
  await reader;
  const last = (name: string, version: number) => document('stage', name, { version }).digest;
  for (let subject = 0; subject < 8; subject += 1) {
    expect(seen.get(`${subject}/a`)).toBe(last(`${subject}/a`, 11));
    expect(seen.get(`${subject}/b`)).toBe(last(`${subject}/b`, 3));
  }
});

test('listeners are told of the newest number after the commit', async () => {
  const heard: string[] = [];
  const stop = await database.listen(feedChannel, (payload) => heard.push(payload));
  const seq = await replace('restapi/a', [document('stage', 'a/dev')]);
  await waitFor(() => heard.includes(String(seq)));
  await stop();
});

describe('positions', () => {
  const known = (seq: number, mark: string) =>
    database.read((uow) => feedPositions.isKnown(uow, { seq, mark }));
  const forget = (timeMs: number) => database.write((uow) => publishedDocuments.forgetBefore(uow, timeMs));

  test('a position is known with the mark of its page alone; the start always is', async () => {
    const before = await replace('restapi/p', [document('stage', 'p/0')]);
    const seq = await replace('restapi/p', [document('stage', 'p/1'), document('stage', 'p/2')]);
    const part = await all(before, 1);
    const whole = await all(before);
    expect(part.upTo).toBeLessThan(whole.upTo);
    expect([await known(part.upTo, part.mark), await known(seq, whole.mark)]).toEqual([true, true]);
    expect([await known(seq, 'another'), await known(seq, ''), await known(0, '')]).toEqual([
      false,
      false,
      true,
    ]);
  });

  test('after a restore the numbers come again, and the positions of before are not known', async () => {
    const backup = await replace('restapi/r', [document('stage', 'r/1')]);
    await replace('restapi/r', [document('stage', 'r/2')]);
    const lost = await all(backup);
    await database.write(async (uow) => {
      await query(uow, 'DELETE FROM published_documents WHERE seq > $1', [backup]);
      await query(uow, 'DELETE FROM feed_positions WHERE first_seq > $1', [backup]);
      await query(uow, `SELECT setval('published_documents_seq', $1)`, [backup]);
    });
    expect(await known(lost.upTo, lost.mark)).toBe(false);
    await replace('restapi/r', [document('stage', 'r/3'), document('stage', 'r/4')]);
    expect((await all(backup)).upTo).toBeGreaterThanOrEqual(lost.upTo);
    expect(await known(lost.upTo, lost.mark)).toBe(false);
  });

  test('deletions are forgotten with the positions before them, and who has all is still known', async () => {
    await replace('restapi/p', [document('stage', 'p/1')]);
    await replace('restapi/p', []);
    const early = await all();
    await replace('restapi/q', [document('stage', 'q/1')]);
    const late = await all();
    expect(early.changes.some(({ body }) => body === null)).toBe(true);
    await forget(Date.now() - 3_600_000);
    expect((await all()).changes).toHaveLength(late.changes.length);
    await forget(Date.now() + 3_600_000);
    expect((await all()).changes.map(({ name, body }) => [name, body === null])).toEqual([['q/1', false]]);
    expect(await known(early.upTo, early.mark)).toBe(false);
    expect(await known(late.upTo, late.mark)).toBe(true);
    // Publishing goes on as before.
    await replace('restapi/q', []);
    expect(await namesAfter(late.upTo)).toEqual(['-stage q/1']);
  });
});
