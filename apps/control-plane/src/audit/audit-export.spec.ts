import { CreateRestApiCommand, GetRestApisCommand } from '@aws-sdk/client-api-gateway';
import { createExportCheck, headOf } from '#libs/audit';
import { startControlPlane, type TestControlPlane } from '../testing/start-control-plane.js';

let plane: TestControlPlane;
beforeAll(async () => {
  plane = await startControlPlane();
});
afterAll(() => plane.close());

const path = '/_tollgate/v1/audit';

async function exported(query = ''): Promise<string[]> {
  const response = await plane.signedFetch(`${path}/export${query}`);
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/jsonl']);
  return (await response.text()).split('\n').filter((line) => line !== '');
}

function check(lines: readonly string[]) {
  const checked = createExportCheck();
  for (const line of lines) checked.take(line);
  return { ...checked.end(), problems: checked.problems };
}

test('ten writers at once, and what they wrote is one chain in the export', async () => {
  await Promise.all(
    Array.from({ length: 10 }, async (_, writer) => {
      for (let at = 0; at < 5; at += 1)
        await plane.client.send(new CreateRestApiCommand({ name: `api ${writer} ${at}` }));
    }),
  );
  const lines = await exported();
  expect(check(lines)).toMatchObject({ first: 1, problems: [] });
  expect(lines.filter((line) => line.includes('"CreateRestApi"'))).toHaveLength(50);
  // The export is a call like any other, and says itself so.
  expect(lines.at(-1)).toContain('"ExportAudit"');
});

test('an export of a time has all events of it, in one run of the chain', async () => {
  await plane.client.send(new GetRestApisCommand({}));
  const [marked] = await plane.query<{ sequence: string }>(
    `UPDATE audit_events e SET event_time = '2020-01-01T00:00:00Z' FROM (
       SELECT id FROM audit_events WHERE event_name = 'GetRestApis' ORDER BY id LIMIT 1) g
      WHERE e.id = g.id RETURNING e.id AS sequence`,
  );
  expect(marked).toBeDefined();
  const lines = await exported('?from=2020-01-01T00:00:00Z&to=2020-01-01T00:00:01Z');
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain('"GetRestApis"');
  expect(await exported('?to=2019-01-01T00:00:00Z')).toEqual([]);
});

test('times that are none are refused', async () => {
  for (const query of ['?from=yesterday', '?to=2026-02-31', '?from=2026-13-01T00:00:00Z', '?since=x']) {
    expect((await plane.signedFetch(`${path}/export${query}`)).status).toBe(400);
  }
});

test('the head is that of the export', async () => {
  const head = headOf(await (await plane.signedFetch(`${path}/head`)).json())!;
  const checked = createExportCheck([head]);
  for (const line of await exported()) checked.take(line);
  expect(checked.end().headsFound).toBe(1);
  expect(checked.problems).toEqual([]);
});

test('an account exports its own events alone', async () => {
  const credentials = await plane.credentialsOf('999999999999');
  const response = await plane.signedFetch(`${path}/export`, { credentials });
  const lines = (await response.text()).split('\n').filter((line) => line !== '');
  expect(lines.map((line) => (JSON.parse(line) as { accountId: string }).accountId)).toEqual([
    '999999999999',
  ]);
});
