import fc from 'fast-check';
import { encodeExplanations, printExplanation, readExplanations, type Explanation } from './index.js';

const explanation: Explanation = {
  requestId: '5f7b8c1e-0000-4000-8000-000000000001',
  extendedRequestId: 'AAAAAAAAAAAAAAA=',
  gatewayId: 'gateway-1',
  accountId: '000000000000',
  receivedAtMs: Date.UTC(2026, 10, 30, 3, 4, 5, 6),
  tookMs: 21,
  request: { httpMethod: 'GET', host: 'a1.execute-api.localhost', path: '/dev/pets', sourceIp: '::1' },
  status: 429,
  bytesIn: 0,
  bytesOut: 31,
  served: { apiId: 'a1', stageName: 'dev', deploymentId: 'd1', method: 'GET /pets' },
  caller: { apiKeyId: 'k1', usagePlanId: 'p1', principalId: 'someone' },
  steps: [
    { name: 'authorize', outcome: 'passed', waitedMs: 20 },
    { name: 'throttle', outcome: 'refused', waitedMs: null },
    { name: 'callIntegration', outcome: 'not reached', waitedMs: null },
  ],
  refusal: {
    code: 'throttle.key.rate',
    responseType: 'THROTTLED',
    meaning: 'The throttle of the plan.',
    detail: 'rate 1/s of plan p1',
    comparison: null,
    check: '`throttle` of the usage plan.',
  },
  integration: null,
  traceId: null,
};

test('explanations come back as they went', () => {
  const all = [explanation, { ...explanation, accountId: null, served: null, refusal: null, steps: [] }];
  expect(readExplanations(encodeExplanations(all))).toEqual({ explanations: all });
  expect(readExplanations(encodeExplanations([]))).toEqual({ explanations: [] });
});

test.each<[string, unknown]>([
  ['a member too few', { ...explanation, status: undefined }],
  ['an id that no index takes', { ...explanation, requestId: 'x'.repeat(129) }],
  ['a time of no calendar', { ...explanation, receivedAtMs: 1e300 }],
  ['a hundred and one steps', { ...explanation, steps: Array(101).fill(explanation.steps[0]) }],
  ['null', null],
])('%s: the block is refused', (_, damaged) => {
  expect(readExplanations(encodeExplanations([explanation, damaged as Explanation]))).toEqual({
    refused: 'explanation 1 is damaged',
  });
});

test('one that a caller has made too long costs none of the others', () => {
  const long = { ...explanation, gatewayId: '"'.repeat(10_000) };
  expect(readExplanations(encodeExplanations([long, explanation]))).toEqual({ explanations: [explanation] });
  const forged = new TextEncoder().encode(`1\n${JSON.stringify(long)}`);
  expect(readExplanations(forged)).toEqual({ refused: 'explanation 0 is damaged' });
});

test('whatever bytes come, the answer is a block or why it is none', () => {
  const good = encodeExplanations([explanation, explanation]);
  fc.assert(
    fc.property(fc.nat(good.length - 1), fc.uint8Array({ maxLength: 20 }), (at, bytes) => {
      const block = Uint8Array.from(good);
      block.set(bytes.subarray(0, block.length - at), at);
      const read = readExplanations(block);
      expect('refused' in read || read.explanations.length <= 2).toBe(true);
    }),
  );
  expect(readExplanations(new Uint8Array())).toHaveProperty('refused');
});

test('a person reads who called, the road with its times, and what to change', () => {
  expect(printExplanation(explanation)).toBe(`Request 5f7b8c1e-0000-4000-8000-000000000001 (AAAAAAAAAAAAAAA=)
  GET /dev/pets to a1.execute-api.localhost from ::1
  Received 2026-11-30T03:04:05.006Z by gateway gateway-1
  After 21 ms answered 429; bytes of bodies: 0 in, 31 out
  API a1, stage dev, deployment d1, method GET /pets
  Key k1 of usage plan p1
  Principal someone

The road
  + authorize        waited 20 ms
  x throttle         refused
    callIntegration  not reached

Refused
  throttle.key.rate, gateway response THROTTLED
  The throttle of the plan.
  Which: rate 1/s of plan p1
  To look at: \`throttle\` of the usage plan.
`);
});

test('a person reads where an integration was called, and when', () => {
  const uri = 'https://backend.example/pets';
  const call = { uri, sentAfterMs: 3, endedAfterMs: 20, status: 200 };
  const print = (change: object) =>
    printExplanation({ ...explanation, refusal: null, integration: { ...call, ...change } });
  expect(print({})).toContain(`The integration\n  ${uri}\n  sent after 3 ms, 200 after 20 ms\n`);
  expect(print({})).toContain('Answered by its integration.');
  expect(print({ status: null })).toContain('failed after 20 ms');
  expect(print({ endedAfterMs: null })).toContain('no end was seen');
});

test('what a caller has sent does not drive the terminal', () => {
  const path = '/\u001b[2J\u009b1A';
  const printed = printExplanation({ ...explanation, request: { ...explanation.request, path } });
  expect(printed).toContain('GET /?[2J?1A to');
});
