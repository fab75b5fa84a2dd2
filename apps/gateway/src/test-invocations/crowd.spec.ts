import { jest } from '@jest/globals';
import type { FunctionAuthorizer } from '#libs/snapshot-format';
import type { AuthorizerOutcome } from '../authorizers/authorization.js';
import { AuthorizerResults } from '../authorizers/authorizer-results.js';
import { activateFunctionAuthorizer } from '../authorizers/function-authorizer.js';
import type { Deadline } from '../integrations/transport/deadlines.js';
import type { Routed } from '../invocation/invocation.js';
import { activateStage } from '../snapshots/activate-stage.js';
import { startBackend, type TestBackend } from '../testing/backend.js';
import { authorizerTest, createTestInvokeServices } from '../testing/test-invoke-services.js';
import { testedInvocation } from './tested-invocation.js';

// Ten thousand callers that nobody knows yet, all at once, and a host of functions behind real sockets.
const crowd = 10_000;
const keptMax = { entries: 1_000, bytes: 2 * 1024 * 1024 };
const authorizer: FunctionAuthorizer = {
  type: 'TOKEN',
  id: 'auth01',
  region: 'us-east-1',
  functionArn: { parts: [{ kind: 'text', text: 'arn:aws:lambda:us-east-1:000000000000:function:guard' }] },
  identitySources: [{ location: 'header', name: 'Auth', expression: 'method.request.header.Auth' }],
  identityPattern: null,
  resultTtlSeconds: 300,
};
const allowed = JSON.stringify({
  principalId: 'p',
  policyDocument: {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: '*' }],
  },
});

const unhandled: unknown[] = [];
const note = (error: unknown) => void unhandled.push(error);
beforeAll(() => void process.on('unhandledRejection', note));
afterAll(() => void process.off('unhandledRejection', note));

/** Has every token ask once, all in one turn; `diesAfter`: calls that the host of functions still answers. */
async function askAll(diesAfter: number) {
  const answered = { count: 0, together: 0, togetherMax: 0 };
  const dead: Promise<void>[] = [];
  const host: TestBackend = await startBackend((request, response) => {
    answered.together += 1;
    answered.togetherMax = Math.max(answered.togetherMax, answered.together);
    if (answered.count >= diesAfter) {
      if (dead.length === 0) dead.push(host.close());
      return void request.socket.destroy();
    }
    answered.count += 1;
    setImmediate(() => {
      answered.together -= 1;
      response.end(allowed);
    });
  });
  const services = createTestInvokeServices({ endpointUrl: host.origin });
  // Nobody's time is over: on a slow machine so many calls take longer than one may wait.
  jest
    .spyOn(services.authorizers.integrations.backends.deadlines, 'start')
    .mockReturnValue({ lift: () => undefined } as Deadline);
  const results = new AuthorizerResults(keptMax);
  const active = activateFunctionAuthorizer(authorizer, { ...services.authorizers, results });
  const test = authorizerTest(authorizer);
  const snapshot = services.activateSnapshot('digest', test.snapshot);
  if (!snapshot.ok) throw new Error(snapshot.reason);
  const stage = activateStage(test.stage, { snapshot: snapshot.value });
  const invocationOf = (token: string): Routed => {
    const request = { ...test.request, headers: [['Auth', token]] as const };
    return testedInvocation({ ...test, request }, stage, snapshot.value) as Routed;
  };
  const ask = async (token: string): Promise<AuthorizerOutcome> =>
    active.authorize(invocationOf(token), { methodArn: 'arn', scopes: [] });
  const tokens = Array.from({ length: crowd }, (_, index) => `token-${index}`);
  // Each of them twice: the second waits for the call of the first.
  const outcomes = await Promise.all([...tokens, ...tokens].map(ask));
  await Promise.all(dead);
  const events = host.seen.map(
    ({ body }) => (JSON.parse(body) as { authorizationToken: string }).authorizationToken,
  );
  if (dead.length === 0) await host.close();
  await services.close();
  return { outcomes, events, results, answered };
}

test('each is asked for once, so many at a time, and what is kept is bounded', async () => {
  const { outcomes, events, results, answered } = await askAll(Infinity);
  expect(outcomes.every(({ authorization }) => authorization.ok)).toBe(true);
  expect(events).toHaveLength(crowd);
  expect(new Set(events).size).toBe(crowd);
  expect(answered.togetherMax).toBeLessThanOrEqual(256);
  const { entries, bytes, running } = results.state;
  expect(running).toBe(0);
  expect(entries).toBeGreaterThan(0);
  expect(entries).toBeLessThanOrEqual(keptMax.entries);
  expect(bytes).toBeLessThanOrEqual(keptMax.bytes);
});

test('a host of functions that dies midway refuses the rest, and nothing is left behind', async () => {
  const { outcomes, events, results } = await askAll(3_000);
  const refused = outcomes.filter(({ authorization }) => !authorization.ok);
  expect(refused.length).toBeGreaterThan(0);
  expect(outcomes.length - refused.length).toBeGreaterThan(0);
  expect(new Set(events).size).toBe(events.length);
  expect(results.state.running).toBe(0);
  expect(unhandled).toEqual([]);
});
