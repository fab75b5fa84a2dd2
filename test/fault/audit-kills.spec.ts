import { setTimeout as delay } from 'node:timers/promises';
import { CreateApiKeyCommand, DeleteApiKeyCommand, GetApiKeysCommand } from '@aws-sdk/client-api-gateway';
import { createExportCheck } from '#libs/audit';
import { startInstallation, type Installation } from '../support/installation.js';

let tollgate: Installation;
beforeAll(async () => {
  tollgate = await startInstallation({ gateways: 0 });
});
afterAll(() => tollgate?.close());

interface ExportedLine {
  readonly event: {
    readonly eventName: string;
    readonly errorCode?: string;
    readonly requestParameters: { readonly name?: string; readonly apiKey?: string };
    readonly responseElements: { readonly id?: string } | null;
  };
}

/** Names of keys whose creation was answered, over all kills. */
const answered = new Set<string>();
let calls = 0;

/** Makes keys, and removes every third, until it is told to stop; a call that fails was killed. */
async function change(writer: number, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    const name = `key-${writer}-${(calls += 1)}`;
    try {
      const { id } = await tollgate.client.send(new CreateApiKeyCommand({ name }));
      answered.add(name);
      if (calls % 3 === 0) await tollgate.client.send(new DeleteApiKeyCommand({ apiKey: id }));
    } catch {
      await delay(5);
    }
  }
}

async function exported(): Promise<ExportedLine[]> {
  const response = await tollgate.signedGet('/_tollgate/v1/audit/export');
  const check = createExportCheck();
  const lines = (await response.text()).split('\n').filter((line) => line !== '');
  for (const line of lines) check.take(line);
  check.end();
  expect(check.problems).toEqual([]);
  return lines.map((line) => JSON.parse(line) as ExportedLine);
}

async function keys(): Promise<Map<string, string>> {
  const all = new Map<string, string>();
  let position: string | undefined;
  do {
    const page = await tollgate.client.send(new GetApiKeysCommand({ limit: 500, position }));
    for (const { id, name } of page.items ?? []) all.set(id!, name!);
    ({ position } = page);
  } while (position !== undefined);
  return all;
}

test('whenever the control plane is killed: no change without its event, no event of success without its change', async () => {
  for (let kill = 0; kill < 6; kill += 1) {
    let isOver = false;
    const before = answered.size;
    const writers = Array.from({ length: 10 }, (_, writer) => change(writer, () => isOver));
    while (answered.size < before + 30) await delay(3);
    await tollgate.controlPlane.kill('SIGKILL');
    isOver = true;
    await Promise.all(writers);
    await tollgate.controlPlane.start();
  }
  const there = await keys();
  const events = (await exported())
    .map(({ event }) => event)
    .filter(({ errorCode }) => errorCode === undefined);
  const created = events.filter(({ eventName }) => eventName === 'CreateApiKey');
  const deleted = new Set(
    events
      .filter(({ eventName }) => eventName === 'DeleteApiKey')
      .map((event) => event.requestParameters.apiKey),
  );
  const left = created.filter(({ responseElements }) => !deleted.has(responseElements!.id));
  expect(new Map(left.map((event) => [event.responseElements!.id, event.requestParameters.name]))).toEqual(
    there,
  );
  expect(created).toHaveLength(new Set(created.map(({ responseElements }) => responseElements!.id)).size);
  // What was answered has an event, whatever came after.
  const names = new Set(created.map(({ requestParameters }) => requestParameters.name));
  expect([...answered].filter((name) => !names.has(name))).toEqual([]);
  expect(answered.size).toBeGreaterThanOrEqual(180);
});
