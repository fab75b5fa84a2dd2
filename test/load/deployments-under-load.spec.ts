import { setTimeout as delay } from 'node:timers/promises';
import { createApi, deploy, putMockBody, putMockMethod } from '../support/definitions.js';
import { startInstallation, type Installation } from '../support/installation.js';

const deployments = 100;
const callers = 8;
/**
 * Between two calls of one caller: a constant load of some hundred a second, which leaves the machine room to
 * deploy.
 */
const pauseMs = 10;
let tollgate: Installation;
beforeAll(async () => {
  tollgate = await startInstallation();
});
afterAll(() => tollgate?.close());

test(`${deployments} deployments under constant load: no request fails, and none sees an older version than one before it`, async () => {
  const { restApiId, rootId } = await createApi(tollgate.client, 'load');
  const version = (n: number): { restApiId: string; resourceId: string; body: string } => ({
    restApiId,
    resourceId: rootId,
    body: `${n}`,
  });
  await putMockMethod(tollgate.client, version(0));
  await deploy(tollgate.client, restApiId, 'dev');

  let done = false;
  let calls = 0;
  const problems: string[] = [];
  const caller = async (): Promise<void> => {
    let newest = 0;
    while (!done) {
      const response = await tollgate.invoke(restApiId, '/dev/').catch((error: Error) => error);
      calls += 1;
      if (response instanceof Error) problems.push(response.message);
      else {
        const body = await response.text();
        if (response.status !== 200 || Number(body) < newest)
          problems.push(`${response.status} ${body} after ${newest}`);
        newest = Number(body);
      }
      await delay(pauseMs);
    }
  };
  const load = Promise.all(Array.from({ length: callers }, caller));
  for (let n = 1; n <= deployments; n += 1) {
    await putMockBody(tollgate.client, version(n));
    await deploy(tollgate.client, restApiId, 'dev');
    expect(await (await tollgate.invoke(restApiId, '/dev/')).text()).toBe(`${n}`);
  }
  done = true;
  await load;
  expect(problems).toEqual([]);
  expect(calls).toBeGreaterThan(deployments);
}, 180_000);
