import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { readBlockAge, readBlockName, type ObservationKind } from '#libs/observations';
import { silentLogger } from '#libs/telemetry';
import { waitFor } from '#libs/testing';
import { startObservations, type RunningObservations } from './start-observations.js';

interface Received {
  readonly kind: string;
  readonly senderId: string;
  readonly sequence: number;
  readonly text: string;
  readonly headers: IncomingHttpHeaders;
}

let folder: string;
let server: Server;
let received: Received[];
/** What the control plane says to a block; null: nothing, the connection breaks. */
let respond: (block: Received) => number | null | 'never';
let controlPlaneUrl: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tollgate-observations-'));
  received = [];
  respond = () => 200;
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const name = readBlockName(request.headers);
      if (typeof name === 'string') throw new Error(name);
      const text = gunzipSync(Buffer.concat(chunks)).toString();
      const block = { kind: request.url!.split('/').at(-1)!, ...name, text, headers: request.headers };
      received.push(block);
      const status = respond(block);
      if (status === null) response.destroy();
      else if (status !== 'never') response.writeHead(status).end('{}');
    });
  });
  await listen(0);
});
afterEach(async () => {
  await goAway();
  await rm(folder, { recursive: true, force: true });
});

async function listen(port: number): Promise<void> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  controlPlaneUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function goAway(): Promise<void> {
  if (!server.listening) return;
  server.close();
  server.closeAllConnections();
  await once(server, 'close');
}

const start = (backOffMs?: () => number) =>
  startObservations({
    controlPlaneUrl,
    token: 't',
    gatewayId: 'g',
    dataDir: folder,
    log: silentLogger,
    ...(backOffMs && { backOffMs }),
  });
const hand = (observations: RunningObservations, text: string, kind: 'logs' | 'metrics' = 'logs') =>
  observations.hand(kind, Buffer.from(text));
const texts = () => received.map(({ text }) => text);
const counts = (observations: RunningObservations, kind: ObservationKind = 'logs') =>
  observations.status()[kind];
const untilSent = (observations: RunningObservations, sent: number) =>
  waitFor(() => counts(observations)['sent'] === sent, { describe: `${sent} blocks are sent` });

test('blocks go to the control plane in order, as this gateway, each kind by its path', async () => {
  const observations = start();
  for (const text of ['a', 'b', 'c']) hand(observations, text);
  await untilSent(observations, 3);
  hand(observations, 'count', 'metrics');
  await waitFor(() => received.length === 4, { describe: 'the metrics to come' });
  await observations.close();
  expect(received.map(({ kind, sequence, text }) => [kind, sequence, text])).toEqual([
    ['logs', 1, 'a'],
    ['logs', 2, 'b'],
    ['logs', 3, 'c'],
    ['metrics', 1, 'count'],
  ]);
  expect(received[0]!.headers).toMatchObject({ authorization: 'Bearer t', 'x-tollgate-gateway-id': 'g' });
});

test('a block says how long ago it was handed in, however late it goes', async () => {
  let isAway = true;
  let firstAtMs = 0;
  respond = () => {
    firstAtMs ||= Date.now();
    return isAway ? 503 : 200;
  };
  const observations = start();
  hand(observations, 'a');
  await waitFor(() => Date.now() > firstAtMs + 50 && received.length > 2, { describe: 'it to be refused' });
  const waitedMs = Date.now() - firstAtMs;
  isAway = false;
  await untilSent(observations, 1);
  await observations.close();
  const ages = received.map(({ headers }) => readBlockAge(headers));
  expect(ages.at(-1)).toBeGreaterThanOrEqual(waitedMs);
  expect(ages).toEqual(ages.toSorted((a, b) => a - b));
});

test('a block that is not answered is sent again under its name, and none overtakes it', async () => {
  const refusals = [null, 503, 404, 401, 200];
  respond = ({ text }) => (text === 'a' ? refusals.shift()! : 200);
  const observations = start();
  hand(observations, 'a');
  hand(observations, 'b');
  await untilSent(observations, 2);
  await observations.close();
  expect(texts()).toEqual(['a', 'a', 'a', 'a', 'a', 'b']);
  expect(new Set(received.slice(0, 5).map(({ sequence }) => sequence)).size).toBe(1);
});

test.each([422, 413])(
  'a block that is refused for good (%i) is dropped and counted; the next one goes',
  async (status) => {
    respond = ({ text }) => (text === 'poison' ? status : 200);
    const observations = start();
    hand(observations, 'poison');
    hand(observations, 'good');
    await untilSent(observations, 1);
    expect(texts()).toEqual(['poison', 'good']);
    expect(counts(observations)).toMatchObject({ refused: 1, dropped: 0, waiting: 0 });
    await observations.close();
  },
);

test('a block on which the control plane breaks again and again is given up', async () => {
  respond = ({ text }) => (text === 'poison' ? 500 : 200);
  const observations = start(() => 0);
  hand(observations, 'poison');
  hand(observations, 'good');
  await untilSent(observations, 1);
  expect(texts().filter((text) => text === 'poison')).toHaveLength(10);
  expect(counts(observations)).toMatchObject({ refused: 1 });
  await observations.close();
});

test('a kind never waits for another', async () => {
  respond = ({ kind }) => (kind === 'logs' ? 503 : 200);
  const observations = start();
  hand(observations, 'a');
  await waitFor(() => received.length > 0, { describe: 'the logs to be tried' });
  hand(observations, 'count', 'metrics');
  await waitFor(() => counts(observations, 'metrics')['sent'] === 1, { describe: 'the metrics to go' });
  expect(counts(observations)['sent']).toBe(0);
  await observations.close();
});

test('while the control plane is away nothing is lost, and all comes when it is back, once', async () => {
  const { port } = server.address() as AddressInfo;
  await goAway();
  const observations = start();
  const sent = Array.from({ length: 50 }, (_, index) => `block ${index}`);
  for (const text of sent) hand(observations, text);
  await waitFor(() => counts(observations)['waiting'] >= 49, { describe: 'the blocks to wait' });
  await waitFor(() => observations.status()['connected'] === false, { describe: 'the failure to show' });
  await listen(port);
  await untilSent(observations, 50);
  expect(texts()).toEqual(sent);
  expect(observations.status()['connected']).toBe(true);
  await observations.close();
});

test('at its end a gateway hands in what there is', async () => {
  const observations = start();
  for (let index = 0; index < 100; index++) hand(observations, `block ${index}`);
  await observations.close();
  expect(received).toHaveLength(100);
});

test('a control plane that never responds does not keep a gateway from its end, and nothing is lost by it', async () => {
  respond = () => 'never';
  const first = start();
  hand(first, 'a');
  hand(first, 'b');
  await waitFor(() => received.length === 1, { describe: 'the first to be sent' });
  await first.close();
  respond = () => 200;
  const second = start();
  await untilSent(second, 2);
  await second.close();
  expect(texts()).toEqual(['a', 'a', 'b']);
});

test('what is left at the end, the next process sends under the name of the first', async () => {
  const { port } = server.address() as AddressInfo;
  await goAway();
  const first = start();
  for (const text of ['a', 'b']) hand(first, text);
  await first.close();
  await listen(port);
  const second = start();
  await untilSent(second, 2);
  await second.close();
  expect(received.map(({ senderId, sequence, text }) => [senderId, sequence, text])).toEqual([
    [first.status()['sender'], 1, 'a'],
    [first.status()['sender'], 2, 'b'],
  ]);
});
