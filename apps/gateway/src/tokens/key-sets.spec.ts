import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger } from '#libs/telemetry';
import { keySetFilesIn } from './key-set-files.js';
import { KeySets, type FoundKey } from './key-sets.js';
import { readKeySet } from './read-key-set.js';
import type { TokenIssuer } from './token-issuer.js';

const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const jwk = (kid: string, change: object = {}) => ({
  ...publicKey.export({ format: 'jwk' }),
  kid,
  ...change,
});
const keySet = (...kids: string[]) => JSON.stringify({ keys: kids.map((kid) => jwk(kid)) });
const issuer: TokenIssuer = {
  id: 'https://issuer.test',
  names: ['https://issuer.test'],
  kind: 'oidc',
  keys: { url: 'https://issuer.test/.well-known/openid-configuration', isDiscovery: true },
};

let folder: string;
let nowMs: number;
let answer: string | Error;
let asked: number;
const open: KeySets[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tollgate-keys-'));
  nowMs = 1_000_000;
  asked = 0;
  answer = keySet('a');
});
afterEach(async () => {
  for (const sets of open.splice(0)) sets.close();
  await rm(folder, { recursive: true });
});

function start(): KeySets {
  const sets = new KeySets({
    fetch: async () => {
      asked += 1;
      if (answer instanceof Error) throw answer;
      return answer;
    },
    files: keySetFilesIn(folder),
    log: silentLogger,
    nowMs: () => nowMs,
  });
  open.push(sets);
  return sets;
}
const kindOf = (found: FoundKey) => (found.ok ? (found.key === null ? 'no such key' : 'key') : 'away');
const find = async (sets: KeySets, kid: string) => kindOf(await sets.find(issuer, kid));

test('an issuer is asked once however many ask at a time, and known keys are here at once', async () => {
  const sets = start();
  expect(await Promise.all(Array.from({ length: 50 }, () => find(sets, 'a')))).toEqual(Array(50).fill('key'));
  expect(sets.find(issuer, 'a')).toMatchObject({ ok: true });
  expect(asked).toBe(1);
});

test('an unknown key id asks again, once in five seconds', async () => {
  const sets = start();
  await find(sets, 'a');
  answer = keySet('a', 'b');
  for (let times = 0; times < 100; times += 1) expect(await find(sets, 'b')).toBe('no such key');
  expect(asked).toBe(1);
  nowMs += 5_000;
  expect(await find(sets, 'b')).toBe('key');
  expect(asked).toBe(2);
});

test('a failure is remembered for five seconds', async () => {
  const sets = start();
  answer = new Error('away');
  for (let times = 0; times < 100; times += 1) expect(await find(sets, 'a')).toBe('away');
  expect(asked).toBe(1);
  nowMs += 5_000;
  answer = keySet('a');
  expect(await find(sets, 'a')).toBe('key');
});

test('keys are refreshed ahead of time, and keep their set while nothing changes', async () => {
  const sets = start();
  await find(sets, 'a');
  const set = sets.current(issuer.id);
  await sets.refreshDue();
  expect(asked).toBe(1);
  nowMs += 15 * 60_000;
  await sets.refreshDue();
  expect(asked).toBe(2);
  expect(sets.current(issuer.id)).toBe(set);
  answer = keySet('b');
  nowMs += 15 * 60_000;
  await sets.refreshDue();
  expect(sets.current(issuer.id)).not.toBe(set);
  // A key that its issuer has taken away is no more.
  expect(await find(sets, 'a')).toBe('no such key');
});

test.each<[string, () => string | Error]>([
  ['away', () => new Error('away')],
  ['without keys', () => '{"keys":[]}'],
  ['broken', () => '<html>'],
])('an issuer that is %s takes no key away, also after a restart', async (_, trouble) => {
  const before = start();
  await find(before, 'a');
  answer = trouble();
  nowMs += 24 * 3_600_000;
  await before.refreshDue();
  expect(await find(before, 'a')).toBe('key');
  const after = start();
  expect(await find(after, 'a')).toBe('key');
  expect(await find(after, 'b')).toBe('no such key');
});

test('a damaged file is as none', async () => {
  await find(start(), 'a');
  const [file] = await readdir(folder);
  for (const text of ['', '{"issuer":"https://issuer.test","keySet":"{"}', 'null']) {
    await writeFile(join(folder, file!), text);
    expect(await find(start(), 'a')).toBe('key');
  }
});

test('only public keys for signatures are read, for the algorithms of their own type', () => {
  const short = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ format: 'jwk' });
  const long = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'jwk' });
  const { keys } = readKeySet(
    JSON.stringify({
      keys: [
        jwk('ec'),
        { ...long, kid: 'rsa' },
        { ...long, kid: 'pss', alg: 'PS384' },
        { ...short, kid: 'short' },
        { ...long, kid: 'hs', alg: 'HS256' },
        { ...long, kid: 'enc', use: 'enc' },
        { kty: 'oct', kid: 'oct', k: 'c2VjcmV0' },
        jwk('other curve', { crv: 'secp256k1' }),
        jwk('no point', { x: 'AA' }),
        { ...long, kid: 1 },
        { ...long },
        null,
        'key',
      ],
    }),
  );
  expect([...keys].map(([kid, { algorithms }]) => [kid, algorithms])).toEqual([
    ['ec', ['ES256']],
    ['rsa', ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512']],
    ['pss', ['PS384']],
  ]);
});
