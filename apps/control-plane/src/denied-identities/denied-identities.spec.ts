import { deniedForDaysMax, deniedIdentitiesMax } from '#libs/api-definition';
import { startControlPlane, type TestControlPlane } from '../testing/start-control-plane.js';

let plane: TestControlPlane;
beforeAll(async () => {
  plane = await startControlPlane();
});
afterAll(() => plane?.close());

const path = '/_tollgate/v1/denied-identities';
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
async function call(method: string, target = '', body?: unknown) {
  const response = await plane.signedFetch(`${path}${target}`, {
    method,
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    body: (text === '' ? null : JSON.parse(text)) as Record<string, unknown>,
  };
}
const deny = (body: unknown) => call('POST', '', body);
const list = async () => (await call('GET', '?limit=500')).body['items'] as { id: string; value: string }[];

test('an identity is denied, listed, moved to another time, and allowed again, as often as one likes', async () => {
  const until = inDays(1);
  const first = await deny({ type: 'sub', value: 'ä b/c', until });
  expect(first).toEqual({
    status: 200,
    body: { id: expect.stringMatching(/^[0-9a-f]{32}$/) as string, type: 'sub', value: 'ä b/c', until },
  });
  expect(await deny({ type: 'sub', value: 'ä b/c', until })).toEqual(first);
  const later = inDays(2);
  const moved = await deny({ type: 'sub', value: 'ä b/c', until: later.replace('Z', '+00:00') });
  expect(moved.body).toEqual({ ...first.body, until: later });
  expect(await list()).toEqual([moved.body]);
  const id = first.body['id'] as string;
  for (const _ of [1, 2]) expect((await call('DELETE', `/${id}`)).status).toBe(204);
  expect(await list()).toEqual([]);
});

test('ten that deny the same at once make one entry, and ten that deny others make ten', async () => {
  const until = inDays(1);
  const ten = Array.from({ length: 10 }, (_, index) => `value-${index}`);
  const same = await Promise.all(ten.map(() => deny({ type: 'jti', value: 'same', until })));
  expect(new Set(same.map(({ status, body }) => `${status} ${String(body['id'])}`)).size).toBe(1);
  await Promise.all(ten.map((value) => deny({ type: 'jti', value, until })));
  const items = await list();
  expect(items.map(({ value }) => value).sort()).toEqual(['same', ...ten]);
  await Promise.all(items.map(({ id }) => call('DELETE', `/${id}`)));
});

const good = { type: 'jti', value: 'x', until: inDays(1) };
test.each([
  [{ ...good, type: 'JTI' }, 'type must be jti, sub, principal, access-key'],
  [{ ...good, value: 7 }, 'value must be a text'],
  [{ ...good, value: '' }, 'value must be a text of 1 to 2048 characters, none of control'],
  [{ ...good, value: 'x'.repeat(2049) }, 'value must be a text of 1 to 2048 characters, none of control'],
  [{ ...good, value: 'a\u0000b' }, 'value must be a text of 1 to 2048 characters, none of control'],
  [{ ...good, value: 'a\ud800' }, 'value must be a text of 1 to 2048 characters, none of control'],
  [{ ...good, until: 1_800_000_000_000 }, 'until must be a time such as 2026-12-31T23:59:59Z'],
  [{ ...good, until: inDays(1).slice(0, -1) }, 'until must be a time such as 2026-12-31T23:59:59Z'],
  [{ ...good, until: '2027-13-41T00:00:00Z' }, 'until must be ahead, by 400 days at most'],
  [{ ...good, until: inDays(-1) }, 'until must be ahead, by 400 days at most'],
  [{ ...good, until: inDays(deniedForDaysMax + 1) }, 'until must be ahead, by 400 days at most'],
  [{ ...good, more: 1 }, 'more is not known'],
  ['[]', 'The body must be a JSON object'],
])('%j is refused, and nothing is changed', async (body, message) => {
  const before = await list();
  expect(await deny(body)).toEqual({ status: 400, body: { message } });
  expect(await list()).toEqual(before);
});

test('ids that are none, and those of others, are nobody’s', async () => {
  const id = 'f'.repeat(32);
  await plane.query(
    `INSERT INTO denied_identities VALUES ('${id}', '222222222222', 'jti', 'theirs', now() + interval '1 day')`,
  );
  for (const none of [id, 'nothing', '%00', 'a'.repeat(500)]) {
    expect((await call('DELETE', `/${none}`)).status).toBeLessThan(500);
  }
  expect((await list()).map(({ value }) => value)).not.toContain('theirs');
  expect(await plane.query(`SELECT value FROM denied_identities WHERE id = '${id}'`)).toEqual([
    { value: 'theirs' },
  ]);
});

test('what is over is not listed, and beyond the most of an account nobody more is denied', async () => {
  await plane.query(
    `INSERT INTO denied_identities
       SELECT 'many' || n, '${plane.accountId}', 'jti', 'many' || n, now() - interval '1 minute'
         FROM generate_series(1, ${deniedIdentitiesMax}) n`,
  );
  expect(await list()).toEqual([]);
  expect(await deny(good)).toEqual({
    status: 429,
    body: { message: 'At most 10000 identities of an account can be denied at one time' },
  });
  await plane.query(`DELETE FROM denied_identities WHERE id = 'many1'`);
  expect((await deny(good)).status).toBe(200);
  // One that is there already can still be moved.
  expect((await deny({ ...good, until: inDays(3) })).status).toBe(200);
});
