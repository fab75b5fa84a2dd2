import { canonicalJson } from '#libs/snapshot-format';
import { createExportCheck } from './export-check.js';
import type { ChainHead } from './chain-head.js';
import { readHeads } from './chain-head.js';
import { genesisHash, linkHash } from './link-hash.js';

const accountId = '000000000000';

interface Line {
  accountId: string;
  sequence: number;
  previousHash: string;
  hash: string;
  event: Record<string, unknown>;
}

/** A chain of so many events, as an export has it. */
function chain(length: number): Line[] {
  const lines: Line[] = [];
  let previousHash = genesisHash;
  for (let sequence = 1; sequence <= length; sequence += 1) {
    const event = { eventName: 'CreateApiKey', requestParameters: { name: `key ${sequence}`, n: 1.5 } };
    const hash = linkHash({ accountId, sequence, previousHash, event: canonicalJson(event) });
    lines.push({ accountId, sequence, previousHash, hash, event });
    previousHash = hash;
  }
  return lines;
}

/** As somebody has it who can write all of the database. */
function relinked(lines: readonly Line[]): Line[] {
  let previousHash = genesisHash;
  return lines.map((line, at) => {
    const sequence = at + 1;
    const hash = linkHash({ accountId, sequence, previousHash, event: canonicalJson(line.event) });
    const written = { ...line, sequence, previousHash, hash };
    previousHash = hash;
    return written;
  });
}

function check(lines: readonly object[], heads: readonly ChainHead[] = []) {
  const exported = createExportCheck(heads);
  for (const line of lines) exported.take(JSON.stringify(line));
  const result = exported.end();
  return { ...result, problems: exported.problems.map(({ line, kind }) => `${line} ${kind}`) };
}

const headAt = (lines: readonly Line[], sequence: number): ChainHead => ({
  accountId,
  sequence,
  hash: lines[sequence - 1]!.hash,
  atMs: 0,
});

test('a whole chain, and any run of one, is without fault', () => {
  const lines = chain(10);
  expect(check(lines)).toEqual({ events: 10, first: 1, last: 10, headsFound: 0, problems: [] });
  expect(check(lines.slice(4, 8))).toEqual({ events: 4, first: 5, last: 8, headsFound: 0, problems: [] });
  expect(check([])).toEqual({ events: 0, first: null, last: null, headsFound: 0, problems: [] });
});

test('members in another order and other blanks change nothing: tools rewrite lines', () => {
  const exported = createExportCheck();
  for (const { event, ...line } of chain(3))
    exported.take(
      JSON.stringify(
        { event: Object.fromEntries(Object.entries(event).reverse()), ...line },
        null,
        1,
      ).replace(/\n/g, ' '),
    );
  expect(exported.problems).toEqual([]);
});

test('a changed event is found, wherever it stands and whichever byte of it', () => {
  for (let at = 0; at < 5; at += 1) {
    const lines = chain(5);
    lines[at]!.event = { ...lines[at]!.event, eventName: 'CreateApikey' };
    expect(check(lines).problems).toEqual([`${at + 1} changed`]);
  }
});

test('a changed event with a hash of its own is found by the next one', () => {
  const lines = chain(5);
  const changed = { ...lines[2]!, event: { eventName: 'GetApiKey' } };
  changed.hash = linkHash({ ...changed, event: canonicalJson(changed.event) });
  lines[2] = changed;
  expect(check(lines).problems).toEqual(['4 changed']);
});

test('a missing event is found, and so is one that was put in', () => {
  const lines = chain(6);
  expect(check([...lines.slice(0, 2), ...lines.slice(3)]).problems).toEqual(['3 missing']);
  const more = { ...lines[2]!, event: { eventName: 'Forged' } };
  expect(check([...lines.slice(0, 3), more, ...lines.slice(3)]).problems).toContain('4 inserted');
});

test('events in another order, and events of another account, are found', () => {
  const lines = chain(4);
  expect(check([lines[0]!, lines[2]!, lines[1]!, lines[3]!]).problems).not.toEqual([]);
  expect(check([lines[0]!, { ...lines[1]!, accountId: '111111111111' }]).problems).toContain('2 other-chain');
});

test('a chain that does not begin as chains begin is found', () => {
  const [first] = chain(1);
  const other = { ...first!, previousHash: 'f'.repeat(64) };
  other.hash = linkHash({ ...other, event: canonicalJson(other.event) });
  expect(check([other]).problems).toEqual(['1 changed']);
});

test('a chain that was made anew without an event has no fault but against a head that was kept', () => {
  const lines = chain(6);
  const forged = relinked([...lines.slice(0, 2), ...lines.slice(3)]);
  expect(check(forged).problems).toEqual([]);
  expect(check(forged, [headAt(lines, 5)]).problems).toEqual(['5 changed']);
  expect(check(lines, [headAt(lines, 5), headAt(lines, 2)])).toMatchObject({ headsFound: 2, problems: [] });
});

test('a tail that was cut off is found by a head; one of another account says nothing', () => {
  const lines = chain(6);
  expect(check(lines.slice(0, 4), [headAt(lines, 6)]).problems).toEqual(['4 cut-off']);
  expect(check([], [headAt(lines, 6)]).problems).toEqual(['0 cut-off']);
  const other = { ...headAt(lines, 6), accountId: '111111111111' };
  expect(check(lines.slice(0, 4), [other]).problems).toEqual([]);
});

test.each(['x', '[]', '7', 'null', '{}', '{"accountId":"a","sequence":1}'])(
  '%s is no line of an export',
  (line) => {
    const exported = createExportCheck();
    exported.take(line);
    expect(exported.problems.map(({ kind }) => kind)).toEqual(['unreadable']);
  },
);

test('heads are read as gateways keep them, a line that was cut off left out', () => {
  const lines = chain(2);
  const text = [headAt(lines, 1), headAt(lines, 2)].map((head) => `${JSON.stringify(head)}\n`).join('');
  expect(readHeads(text)).toHaveLength(2);
  expect(readHeads(text.slice(0, -20))).toHaveLength(1);
  expect(readHeads(`${text}nonsense\n`)).toBeNull();
});
