import { startControlPlane } from '../testing/start-control-plane.js';

const statuses = async (env: Record<string, string>, count: number) => {
  const plane = await startControlPlane({ env });
  try {
    const responses = [];
    for (let call = 0; call < count; call += 1) {
      responses.push(await plane.signedFetch('/restapis', { method: 'POST', body: { name: 'n' } }));
    }
    const last = responses.at(-1)!;
    return {
      codes: responses.map(({ status }) => status),
      type: last.headers.get('x-amzn-errortype'),
      retryAfter: last.headers.get('retry-after'),
    };
  } finally {
    await plane.close();
  }
};

test('AWS’s rates hold where they are asked for: one CreateRestApi in three seconds, then 429 with Retry-After', async () => {
  const { codes, type, retryAfter } = await statuses({ TOLLGATE_MANAGEMENT_RATES: 'aws' }, 2);
  expect(codes).toEqual([201, 429]);
  expect(type).toBe('TooManyRequestsException');
  expect(['1', '2', '3']).toContain(retryAfter);
});

test('they are off unless asked for', async () => {
  expect((await statuses({}, 3)).codes).toEqual([201, 201, 201]);
});
