import { randomInt } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import {
  CreateRouteCommand,
  GetDeploymentsCommand,
  UpdateIntegrationCommand,
  type ApiGatewayV2Client,
} from '@aws-sdk/client-apigatewayv2';
import { waitFor } from '#libs/testing';
import { witnessFeed } from '../support/feed-witness.js';
import { gatewayToken, startInstallation, type Installation } from '../support/installation.js';
import { killAtRandom } from './support/kill-at-random.js';
import { createWrittenHttpApi } from './support/written-http-api.js';

// Writes to an HTTP API whose stage deploys by itself, while what makes them live is killed.
let tollgate: Installation;
let client: ApiGatewayV2Client;
let backend: Server;
let backendUrl: string;
beforeAll(async () => {
  tollgate = await startInstallation();
  client = tollgate.clientV2;
  backend = createServer((request, response) =>
    response.end(`${request.url} ${String(request.headers['turn'])}`),
  );
  backend.listen(0, '127.0.0.1');
  await once(backend, 'listening');
  backendUrl = `http://127.0.0.1:${(backend.address() as AddressInfo).port}`;
}, 180_000);
afterAll(async () => {
  backend?.close();
  await tollgate?.close();
});

/** `npm run test:fault -- --long` sets it. */
const killsOfEach = process.env['TOLLGATE_TEST_LONG'] === '1' ? 20 : 3;

test('worker, control plane and gateway killed amid a loop of writes: no answered write is lost, and the last state is served', async () => {
  const api = await createWrittenHttpApi(client, backendUrl);
  const invoke = (path: string) => tollgate.invoke(api.apiId, path);
  // Within a write as well as between two: some answers are waited for, then a moment that may be any.
  const killer = killAtRandom(tollgate.parts, async () => {
    const before = api.answered;
    const more = randomInt(1, 5);
    await waitFor(() => api.answered >= before + more, { describe: `${more} answered writes` });
    await delay(randomInt(0, 60));
  });
  const watching = watchTurns(invoke);
  while (killer.killed.length < tollgate.parts.length * killsOfEach) await api.write();
  // With writes that go on, a kill that is waiting for answers comes to its end.
  const stopped = killer.stop();
  let isUp = false;
  void stopped.finally(() => (isUp = true));
  while (!isUp) await api.write();
  await stopped;
  const what = `killed: ${killer.killed.join(', ')}; ${api.answered} writes answered`;

  expect({ what, state: await api.read() }).toEqual({ what, state: api.state });
  await waitFor(async () => expect(await api.served(invoke)).toEqual(api.state) === undefined, {
    timeoutMs: 120_000,
    describe: `the last state is served; ${what}`,
  });
  // One process of a gateway never goes back behind what it has served.
  for (const turns of await watching.stop()) expect(turns).toEqual([...turns].sort((a, b) => a - b));
}, 600_000);

/** Asks the gateway on and on for the turn that its stage has; a list for each of its processes. */
function watchTurns(invoke: (path: string) => Promise<Response>) {
  const turnsOf = new Map<number, number[]>();
  const gateway = tollgate.gateways[0]!;
  let isStopped = false;
  const watch = async (): Promise<void> => {
    while (!isStopped) {
      const { pid } = gateway;
      const body = await invoke('/kept').then((response) => response.text(), () => null); // prettier-ignore
      const turn = Number(/^\/\d+ (\d+)$/.exec(body ?? '')?.[1] ?? Number.NaN);
      if (pid !== undefined && pid === gateway.pid && !Number.isNaN(turn))
        turnsOf.set(pid, [...(turnsOf.get(pid) ?? []), turn]);
      await delay(5);
    }
  };
  const watching = watch();
  return {
    async stop(): Promise<readonly (readonly number[])[]> {
      isStopped = true;
      await watching;
      return [...turnsOf.values()];
    },
  };
}

test('ten writes at once, the worker killed in between: each is live in the end, and deployments went live in their order', async () => {
  const api = await createWrittenHttpApi(client, backendUrl);
  const witness = witnessFeed(tollgate.controlPlaneUrl, gatewayToken);
  const moves = (): readonly string[] =>
    witness.changes
      .filter(({ kind, name, body }) => kind === 'stage' && name === `${api.apiId}/$default` && body !== null)
      .map(({ body }) => (JSON.parse(body!) as { deploymentId: string }).deploymentId);
  const answerOf = async (path: string): Promise<string> => (await tollgate.invoke(api.apiId, path)).text();
  /** Oldest first; kept are more than one round makes. */
  const order: string[] = [];

  for (const killedAfter of [0, 1, 4]) {
    let answered = 0;
    const count = () => void (answered += 1);
    const paths = Array.from({ length: 5 }, (_, n) => `/after${killedAfter}-${n}`);
    const versions = Array.from({ length: 5 }, (_, n) => 100 * (killedAfter + 1) + n);
    const at = { ApiId: api.apiId, IntegrationId: api.integrationId };
    const writes = [
      ...paths.map((path) =>
        client.send(
          new CreateRouteCommand({
            ApiId: api.apiId,
            RouteKey: `GET ${path}`,
            Target: `integrations/${api.integrationId}`,
          }),
        ),
      ),
      ...versions.map((version) =>
        client.send(new UpdateIntegrationCommand({ ...at, IntegrationUri: `${backendUrl}/${version}` })),
      ),
    ].map((write) => write.then(count));
    const all = Promise.all(writes);
    await waitFor(() => answered >= killedAfter);
    await delay(randomInt(0, 60));
    await tollgate.worker.kill();
    await tollgate.worker.start();
    await all;

    // Of writes to one integration the one that came last is what it has, and what is served.
    const { version } = await api.read();
    expect(versions).toContain(version);
    await waitFor(
      async () =>
        new Set(await Promise.all(paths.map(answerOf))).size === 1 &&
        (await answerOf(paths[0]!)) === `/${version} 0`,
      { timeoutMs: 120_000, describe: `all of ${paths.join(', ')} to be served by version ${version}` },
    );
    const { Items = [] } = await client.send(
      new GetDeploymentsCommand({ ApiId: api.apiId, MaxResults: '100' }),
    );
    expect(Items.filter(({ DeploymentStatus }) => DeploymentStatus !== 'DEPLOYED')).toEqual([]);
    for (const { DeploymentId = '' } of Items.reverse())
      if (!order.includes(DeploymentId)) order.push(DeploymentId);
    await waitFor(() => moves().at(-1) === order.at(-1), {
      describe: 'the feed to have the last deployment',
    });
  }
  await witness.stop();
  // The feed has the newest state of a stage alone: some deployments were overtaken, none came back.
  const places = moves().map((deploymentId) => order.indexOf(deploymentId));
  expect(places).toEqual([...new Set(places)].sort((a, b) => a - b));
}, 600_000);
