import { waitFor } from '#libs/testing';
import { startInstallation, type Installation } from '../support/installation.js';
import { createLoggedApi, type LoggedApi } from './support/logged-api.js';
import { startWatchedWay, type WatchedWay } from './support/watched-way.js';

let way: WatchedWay;
let tollgate: Installation;
/** What becomes of a response of the control plane to a block; true: it gets lost. */
let loseResponse: () => boolean | Promise<boolean> = () => false;

beforeAll(async () => {
  tollgate = await startInstallation({
    wayForGateways: async (url) => {
      way = await startWatchedWay(
        url,
        (path) => path.startsWith('/_tollgate/v1/observations/logs') && loseResponse(),
      );
      return way.url;
    },
  });
}, 180_000);
afterAll(async () => {
  await tollgate?.close();
  await way?.close();
});
afterEach(() => {
  loseResponse = () => false;
});

/** Calls the API so often and gives the ids of the requests. */
async function callTimes(api: LoggedApi, times: number): Promise<string[]> {
  const ids: string[] = [];
  for (let index = 0; index < times; index++) {
    const response = await tollgate.invoke(api.restApiId, api.path);
    expect(response.status).toBe(200);
    await response.arrayBuffer();
    ids.push(response.headers.get('x-amzn-requestid')!);
  }
  return ids;
}

interface LogsOnTheirWay {
  readonly handed: number;
  readonly writing: number;
}

async function logsOnTheirWay(): Promise<LogsOnTheirWay> {
  const { adminPort } = tollgate.gateways[0]!;
  const response = await fetch(`http://127.0.0.1:${adminPort}/_tollgate/status`);
  return ((await response.json()) as { observations: { logs: LogsOnTheirWay } }).observations.logs;
}

/** Waits until all lines of requests before it are on the gateway's disk. */
async function untilSpooled(api: LoggedApi): Promise<void> {
  const before = await logsOnTheirWay();
  // A line that comes later sees to it that a block is handed in, and that has all lines from before.
  await callTimes(api, 1);
  await waitFor(
    async () => {
      const { handed, writing } = await logsOnTheirWay();
      return handed > before.handed && writing === 0;
    },
    { describe: 'all lines on disk' },
  );
}

/** Waits until all these lines are there, and shows that none is there twice. */
async function areLoggedOnce(api: LoggedApi, ids: readonly string[]): Promise<void> {
  let logged: string[] = [];
  await waitFor(
    async () => {
      logged = (await api.loggedRequestIds()).filter((id) => ids.includes(id));
      return new Set(logged).size === ids.length;
    },
    { describe: `${ids.length} lines in the log`, timeoutMs: 120_000 },
  );
  expect(logged.toSorted()).toEqual(ids.toSorted());
}

test('lines are logged once though the control plane dies after each commit and before its response', async () => {
  const api = await createLoggedApi(tollgate, 'killed-control-plane');
  let kills = 0;
  loseResponse = async () => {
    if (kills === 3) return false;
    kills += 1;
    await tollgate.controlPlane.kill();
    // Not waited for: the response is lost now, and the block comes again when it likes.
    void tollgate.controlPlane.start();
    return true;
  };
  const ids: string[] = [];
  do ids.push(...(await callTimes(api, 20)));
  while (kills < 3);
  ids.push(...(await callTimes(api, 20)));
  await areLoggedOnce(api, ids);
}, 240_000);

test('lines that a gateway had spooled are logged once though it is killed before anybody had them', async () => {
  const api = await createLoggedApi(tollgate, 'killed-gateway');
  const [gateway] = tollgate.gateways;
  await tollgate.controlPlane.kill();
  const ids = await callTimes(api, 100);
  await untilSpooled(api);
  await gateway!.kill();
  await tollgate.controlPlane.start();
  await gateway!.start();
  await areLoggedOnce(api, ids);
}, 240_000);

test('lines are logged once though the gateway is killed between the commit of a block and the response', async () => {
  const api = await createLoggedApi(tollgate, 'killed-between');
  const [gateway] = tollgate.gateways;
  let isLost = false;
  loseResponse = () => (isLost = true);
  const ids = await callTimes(api, 20);
  await waitFor(() => isLost, { describe: 'a block whose response is lost' });
  await untilSpooled(api);
  await gateway!.kill();
  loseResponse = () => false;
  await gateway!.start();
  await areLoggedOnce(api, ids);
}, 240_000);
