import {
  CreateDeploymentCommand,
  GetStageCommand,
  UpdateStageCommand,
  type PatchOperation,
} from '@aws-sdk/client-api-gateway';
import { Pool } from 'undici';
import { createApi, putMockBody, putMockMethod } from '../support/definitions.js';
import { startInstallation, type Installation } from '../support/installation.js';

// Release N says `bodyN`, its deployment and its variable `colorN`: three things that must belong together.
let tollgate: Installation;
let pools: readonly Pool[];
beforeAll(async () => {
  tollgate = await startInstallation({ gateways: 2 });
  pools = tollgate.gateways.map(
    ({ httpPort }) => new Pool(`http://127.0.0.1:${httpPort}`, { connections: 16 }),
  );
});
afterAll(async () => {
  await Promise.all(pools?.map((pool) => pool.destroy()) ?? []);
  await tollgate?.close();
});

interface TestApi {
  readonly restApiId: string;
  readonly rootId: string;
  /** Deployment ids of the releases so far, by number. */
  readonly deploymentIds: string[];
}

/** An API whose release 0 is live on its stage. */
async function startApi(name: string): Promise<TestApi> {
  const api = { ...(await createApi(tollgate.client, name)), deploymentIds: [] };
  await putMockMethod(tollgate.client, { restApiId: api.restApiId, resourceId: api.rootId, body: '' });
  await release(api, { variables: { color: 'color0' } });
  return api;
}

/** Deploys the next release, and returns its number. */
async function release({ restApiId, rootId, deploymentIds }: TestApi, to: object): Promise<number> {
  const number = deploymentIds.length;
  const body = `body${number} $context.deploymentId $stageVariables.color $context.isCanaryRequest`;
  await putMockBody(tollgate.client, { restApiId, resourceId: rootId, body });
  const command = new CreateDeploymentCommand({ restApiId, stageName: 'dev', ...to });
  deploymentIds.push((await tollgate.client.send(command)).id!);
  return number;
}

const releaseCanary = (api: TestApi, percentTraffic: number): Promise<number> =>
  release(api, {
    canarySettings: { percentTraffic, stageVariableOverrides: { color: `color${api.deploymentIds.length}` } },
  });

const update = ({ restApiId }: TestApi, ...patchOperations: PatchOperation[]) =>
  tollgate.client.send(new UpdateStageCommand({ restApiId, stageName: 'dev', patchOperations }));

interface Answer {
  readonly status: number;
  readonly body: string;
}

async function ask({ restApiId }: TestApi, gateway: number): Promise<Answer> {
  const path = `/_aws/execute-api/${restApiId}/dev/`;
  const { statusCode, body } = await pools[gateway]!.request({ method: 'GET', path });
  return { status: statusCode, body: await body.text() };
}

/** The number of the release that an answer is of; null when it is no whole answer of one. */
function releaseOf({ deploymentIds }: TestApi, { status, body }: Answer): number | null {
  const [, said, deploymentId, color] = /^body(\d+) (\S+) color(\d+) (?:true|false|)$/.exec(body) ?? [];
  const isWhole = status === 200 && said === color && deploymentIds[Number(said)] === deploymentId;
  return isWhole ? Number(said) : null;
}

describe('the split of requests', () => {
  const requests = 100_000;
  // Less than one honest run in a million is further from what is to be expected.
  const deviationsMax = 5;
  let api: TestApi;
  let canary: number;

  beforeAll(async () => {
    api = await startApi('split');
    canary = await releaseCanary(api, 0);
  });

  async function canariesAt(gateway: number): Promise<number> {
    let [asked, canaries] = [0, 0];
    const caller = async (): Promise<void> => {
      while (asked < requests) {
        asked += 1;
        const number = releaseOf(api, await ask(api, gateway));
        if (number === null) throw new Error('an answer of no release');
        if (number === canary) canaries += 1;
      }
    };
    await Promise.all(Array.from({ length: 16 }, caller));
    return canaries;
  }

  function expectSplit(canaries: number, of: number, percent: number): void {
    const share = percent / 100;
    const deviation = Math.sqrt(of * share * (1 - share));
    expect(Math.abs(canaries - of * share)).toBeLessThanOrEqual(deviationsMax * deviation);
  }

  test.each([0, 0.5, 25, 100])(
    `at %d percent, of ${requests} at one gateway and of twice as many at two, is as chance allows`,
    async (percent) => {
      await update(api, { op: 'replace', path: '/canarySettings/percentTraffic', value: String(percent) });
      const [first, second] = [await canariesAt(0), await canariesAt(1)];
      expectSplit(first, requests, percent);
      expectSplit(second, requests, percent);
      expectSplit(first + second, 2 * requests, percent);
    },
    600_000,
  );
});

test('canaries deployed, promoted and removed under load: no request fails, and no answer mixes two releases', async () => {
  const api = await startApi('promoted');
  const rounds = 15;
  const callers = 8;
  let done = false;
  let calls = 0;
  const problems: string[] = [];
  const caller = async (index: number): Promise<void> => {
    while (!done) {
      calls += 1;
      const answer = await ask(api, index % 2).catch((error: Error) => error);
      if (answer instanceof Error) problems.push(answer.message);
      // A release answers before its deployment's id is known here.
      else pending.push(answer);
    }
  };
  const pending: Answer[] = [];
  const checkAll = (): void => {
    for (const answer of pending.splice(0)) {
      if (releaseOf(api, answer) === null) problems.push(`${answer.status} ${answer.body}`);
    }
  };
  const everywhere = async () =>
    Promise.all(
      [0, 1].map(async (gateway) => {
        const answer = await ask(api, gateway);
        return [releaseOf(api, answer), answer.body.split(' ').at(-1)];
      }),
    );
  const load = Promise.all(Array.from({ length: callers }, (_, index) => caller(index)));
  for (let round = 1; round <= rounds; round += 1) {
    const canary = await releaseCanary(api, 100);
    // What a call has changed is live on every gateway when it returns.
    expect(await everywhere()).toEqual(Array(2).fill([canary, 'true']));
    await update(api, { op: 'replace', path: '/canarySettings/percentTraffic', value: '50' });
    await update(
      api,
      { op: 'replace', path: '/canarySettings/percentTraffic', value: '0.0' },
      { op: 'copy', path: '/deploymentId', from: '/canarySettings/deploymentId' },
      { op: 'copy', path: '/variables', from: '/canarySettings/stageVariableOverrides' },
    );
    expect(await everywhere()).toEqual(Array(2).fill([canary, 'false']));
    await update(api, { op: 'remove', path: '/canarySettings' });
    expect(await everywhere()).toEqual(Array(2).fill([canary, '']));
    // And one that is given up.
    await releaseCanary(api, 50);
    await update(api, { op: 'remove', path: '/canarySettings' });
    expect(await everywhere()).toEqual(Array(2).fill([canary, '']));
    checkAll();
  }
  done = true;
  await load;
  checkAll();
  expect(problems).toEqual([]);
  expect(calls).toBeGreaterThan(rounds);
  const { restApiId } = api;
  const stage = await tollgate.client.send(new GetStageCommand({ restApiId, stageName: 'dev' }));
  expect(stage).not.toHaveProperty('canarySettings');
}, 600_000);
