// How long it takes until a deployment or a roll-back is served, in a whole installation, and what callers
// notice of a thousand of them.
import { CreateDeploymentCommand, UpdateStageCommand } from '@aws-sdk/client-api-gateway';
import {
  createApi,
  createResource,
  deploy,
  putMockBody,
  putMockMethod,
} from '../test/support/definitions.ts';
import { startInstallation } from '../test/support/installation.ts';
import { memoryMb } from './processes.mjs';

const callers = 8;
const pauseMs = 10;

export async function measureDeployments({ quick }) {
  const tollgate = await startInstallation();
  try {
    const small = await measureApi(tollgate, { resources: 50, times: quick ? 30 : 200 });
    const large = await measureApi(tollgate, { resources: 300, times: quick ? 10 : 50 });
    const load = await deployUnderLoad(tollgate, quick ? 100 : 1000);
    console.log('milliseconds until served:', { small, large }, 'under load:', load);
    return [
      ['deploy -> served, 50 resources, p99 ms', small.deploy.p99, '<= 150'],
      ['deploy -> served, 300 resources, p99 ms', large.deploy.p99, '<= 500'],
      ['roll-back -> served, 50 resources, p99 ms', small.rollBack.p99, '<= 100'],
      [`failed requests of ${load.calls} under ${load.deployments} deployments`, load.failed, '= 0'],
      [
        `memory of the gateway after ${load.deployments} deployments / after a third`,
        load.memoryGrowth,
        '~ 1',
      ],
    ];
  } finally {
    await tollgate.close();
  }
}

async function measureApi({ client, invoke }, { resources, times }) {
  const { restApiId, rootId } = await createApi(client, `api-${resources}`);
  for (let n = 0; n < resources - 1; n++) {
    const resourceId = await createResource(client, restApiId, rootId, `part-${n}`);
    await putMockMethod(client, { restApiId, resourceId, body: 'constant' });
  }
  const changing = (body) => ({ restApiId, resourceId: rootId, body });
  await putMockMethod(client, changing('0'));
  await deploy(client, restApiId, 'dev');

  const served = async (body) => {
    while ((await (await invoke(restApiId, '/dev/')).text()) !== body);
  };
  const deployMs = [];
  const deployed = [];
  for (let n = 1; n <= times; n++) {
    await putMockBody(client, changing(`${n}`));
    const startMs = performance.now();
    const { id } = await client.send(new CreateDeploymentCommand({ restApiId, stageName: 'dev' }));
    await served(`${n}`);
    deployMs.push(performance.now() - startMs);
    deployed.push(id);
  }
  const rollBackMs = [];
  for (let n = 1; n < Math.min(times, 50); n++) {
    const patchOperations = [{ op: 'replace', path: '/deploymentId', value: deployed[n - 1] }];
    const startMs = performance.now();
    await client.send(new UpdateStageCommand({ restApiId, stageName: 'dev', patchOperations }));
    await served(`${n}`);
    rollBackMs.push(performance.now() - startMs);
  }
  return { deploy: quantiles(deployMs), rollBack: quantiles(rollBackMs) };
}

async function deployUnderLoad({ client, invoke, gateways }, deployments) {
  const { restApiId, rootId } = await createApi(client, 'load');
  const version = (n) => ({ restApiId, resourceId: rootId, body: `${n}` });
  await putMockMethod(client, version(0));
  await deploy(client, restApiId, 'dev');
  let done = false;
  let [calls, failed] = [0, 0];
  const caller = async () => {
    let newest = 0;
    while (!done) {
      const response = await invoke(restApiId, '/dev/').catch(() => null);
      const seen = Number((await response?.text()) ?? -1);
      calls += 1;
      if (response?.status !== 200 || seen < newest) failed += 1;
      newest = seen;
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  };
  const load = Promise.all(Array.from({ length: callers }, caller));
  const memory = [];
  for (let n = 1; n <= deployments; n++) {
    await putMockBody(client, version(n));
    await deploy(client, restApiId, 'dev');
    memory.push(await memoryMb(gateways[0].pid));
  }
  done = true;
  await load;
  const third = Math.ceil(deployments / 3);
  const late = Math.max(...memory.slice(-third));
  return {
    deployments,
    calls,
    failed,
    lateMb: late,
    memoryGrowth: late / Math.max(...memory.slice(0, third)),
  };
}

function quantiles(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]);
  return { times: values.length, p50: at(0.5), p99: at(0.99) };
}
