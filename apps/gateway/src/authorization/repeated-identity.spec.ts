import { randomUUID } from 'node:crypto';
import { awsOf } from '../testing/aws-of.js';
import { startBackend, type TestBackend } from '../testing/backend.js';
import { allow, everything, guardedApi, policy } from '../testing/guarded-api.js';
import { startTestSystem, type TestSystem } from '../testing/test-gateway.js';

// A caller may send an identity source several times, and a backend go by another value than the authorizer.

let functions: TestBackend;
let system: TestSystem;
const asked: { readonly authorizationToken?: string }[] = [];

beforeAll(async () => {
  functions = await startBackend((request, response, body) => {
    const event = JSON.parse(body) as (typeof asked)[number];
    asked.push(event);
    const isForged = event.authorizationToken?.includes('forged') === true;
    response.end(JSON.stringify(isForged ? policy('Deny', everything) : allow(everything)));
  });
  system = await startTestSystem({ aws: awsOf({ endpointUrls: { LAMBDA: functions.origin } }) });
  await system.deploy(guardedApi());
});
beforeEach(() => void (asked.length = 0));
afterAll(async () => {
  await system.stop();
  await functions.close();
});

test('results are kept under all values of a source', async () => {
  const ask = (query: string, a: string[]) => system.call(`/dev/request?${query}`, { headers: { A: a } });
  const token = randomUUID();
  await ask('b=2', [token]);
  await ask('b=2', [token]);
  expect(asked).toHaveLength(1);
  await ask('b=1&b=2', [token]);
  await ask('b=2', ['another', token]);
  await ask('b=1%2C%202', [token]);
  expect(asked).toHaveLength(4);
});

test('a token that comes in several headers is all of them together', async () => {
  const token = randomUUID();
  for (const values of [
    ['forged', token],
    [token, 'forged'],
  ]) {
    const response = await system.call('/dev/kept', { headers: { Authorization: values } });
    expect(response.status).toBe(403);
    expect(asked.at(-1)).toMatchObject({ authorizationToken: values.join(', ') });
  }
});
