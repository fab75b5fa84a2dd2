import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startInstallation, type Installation } from '../support/installation.js';

const run = promisify(execFile);
const verify = fileURLToPath(new URL('../../dist/apps/launcher/src/audit-verify/main.js', import.meta.url));
let tollgate: Installation;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tollgate-audit-'));
  tollgate = await startInstallation({ gateways: 0 });
});
afterAll(async () => {
  await tollgate?.close();
  await rm(folder, { recursive: true, force: true });
});

async function aws(...words: string[]): Promise<Record<string, unknown>> {
  const { stdout } = await run('aws', [...words, '--output', 'json'], {
    env: { PATH: process.env['PATH'] ?? '', HOME: folder, ...tollgate.awsEnvironment },
  });
  return stdout.trim() === '' ? {} : (JSON.parse(stdout) as Record<string, unknown>);
}

interface FoundEvent {
  readonly EventName: string;
  readonly Username: string;
  readonly ReadOnly: string;
  readonly CloudTrailEvent: string;
}
const lookup = async (...words: string[]): Promise<FoundEvent[]> =>
  (await aws('cloudtrail', 'lookup-events', ...words))['Events'] as FoundEvent[];
const by = (key: string, value: string): string[] => [
  ...['--lookup-attributes', `AttributeKey=${key},AttributeValue=${value}`],
];

test('aws cloudtrail lookup-events finds who did what, by each attribute, over pages', async () => {
  const { id } = await aws('apigateway', 'create-rest-api', '--name', 'audited');
  await aws('iam', 'create-user', '--user-name', 'ada');
  for (let at = 0; at < 3; at += 1) await aws('apigateway', 'get-rest-api', '--rest-api-id', String(id));
  const [created] = await lookup(...by('EventName', 'CreateRestApi'));
  expect(created).toMatchObject({ EventName: 'CreateRestApi', Username: 'root', ReadOnly: 'false' });
  const event = JSON.parse(created!.CloudTrailEvent) as Record<string, unknown>;
  expect(event).toMatchObject({ responseElements: { id, name: 'audited' } });
  expect(event['userAgent']).toMatch(/aws-cli/);
  const names = async (...words: string[]) => (await lookup(...words)).map(({ EventName }) => EventName);
  // The CLI asks for page after page by itself.
  expect(await names(...by('ResourceName', String(id)), '--page-size', '1')).toEqual([
    'GetRestApi',
    'GetRestApi',
    'GetRestApi',
    'CreateRestApi',
  ]);
  expect(await names(...by('ResourceName', String(id)), '--max-items', '2')).toHaveLength(2);
  expect(await names(...by('ResourceType', 'AWS::IAM::User'))).toEqual(['CreateUser']);
  expect(await names(...by('EventSource', 'iam.amazonaws.com'))).toEqual(['CreateUser']);
  expect(await names(...by('EventId', String(event['eventID'])))).toEqual(['CreateRestApi']);
  expect(await names(...by('ReadOnly', 'false'))).toEqual(['CreateUser', 'CreateRestApi']);
  expect(await names(...by('Username', 'ada'))).toEqual([]);
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
  expect(await names('--start-time', tomorrow)).toEqual([]);
});

test('an export verifies, and no more once a line of it is another one', async () => {
  const text = await (await tollgate.signedGet('/_tollgate/v1/audit/export')).text();
  const head = await (await tollgate.signedGet('/_tollgate/v1/audit/head')).text();
  const [exported, heads] = [join(folder, 'audit.jsonl'), join(folder, 'heads.jsonl')];
  await writeFile(exported, text);
  await writeFile(heads, head);
  const { stdout } = await run(process.execPath, [verify, exported]);
  expect(stdout).toMatch(/events, 1 to \d+: unchanged and complete/);
  await writeFile(exported, text.replace('"ada"', '"eve"'));
  await expect(run(process.execPath, [verify, exported])).rejects.toMatchObject({
    code: 1,
    stdout: expect.stringMatching(/^line \d+: changed/) as unknown,
  });
  // Without the head nobody would miss the end.
  await writeFile(exported, text.split('\n').slice(0, -2).join('\n'));
  expect((await run(process.execPath, [verify, exported])).stdout).toContain('unchanged');
  await expect(run(process.execPath, [verify, exported, '--heads', heads])).rejects.toMatchObject({
    stdout: expect.stringContaining('cut-off') as unknown,
  });
  await writeFile(exported, text);
  expect((await run(process.execPath, [verify, exported, '--heads', heads])).stdout).toContain(
    '1 of 1 heads',
  );
});
