import { ImportRestApiCommand, PutRestApiCommand } from '@aws-sdk/client-api-gateway';
import { startInstallation, type Installation } from '../support/installation.js';

let tollgate: Installation;
beforeAll(async () => {
  tollgate = await startInstallation();
});
afterAll(() => tollgate?.close());

/** Megabytes that take a second or more to read. */
const body = Buffer.from(
  JSON.stringify({
    openapi: '3.0.1',
    info: { title: 'large' },
    paths: Object.fromEntries(
      Array.from({ length: 20 }, (_, path) => [
        `/p${path}`,
        {
          get: {
            responses: Object.fromEntries(
              Array.from({ length: 50 }, (_, code) => [
                String(200 + code),
                { content: { 'a/b': { schema: { title: `${path}.${code}`, type: 'object' } } } },
              ]),
            ),
          },
        },
      ]),
    ),
    // Read like all else, and then left out.
    'x-rest': Array.from({ length: 300_000 }, (_, index) => ({ index })),
  }),
);

/** How many calls one client gets responses to, one after the other, while the work runs. */
async function servedMeanwhile(work: Promise<unknown>): Promise<number> {
  let running = true;
  const ended = work.finally(() => (running = false));
  let responses = 0;
  while (running) {
    await fetch(`${tollgate.controlPlaneUrl}/_tollgate/health`);
    responses += 1;
  }
  await ended;
  return responses;
}

test('while a large document is read, other calls get their responses', async () => {
  const { client } = tollgate;
  let restApiId = '';
  const imported = client.send(new ImportRestApiCommand({ body })).then(({ id }) => (restApiId = id!));
  expect(await servedMeanwhile(imported)).toBeGreaterThan(50);
  const put = client.send(new PutRestApiCommand({ restApiId, mode: 'overwrite', body }));
  expect(await servedMeanwhile(put)).toBeGreaterThan(50);
});

test('six such imports at once are all taken or told to come again', async () => {
  const outcomes = await Promise.allSettled(
    Array.from({ length: 6 }, () => tollgate.client.send(new ImportRestApiCommand({ body }))),
  );
  const refusals = outcomes.flatMap((outcome) =>
    outcome.status === 'rejected' ? [(outcome.reason as Error).name] : [],
  );
  expect(refusals.length).toBeLessThan(outcomes.length);
  expect(new Set(refusals)).toEqual(new Set(refusals.length > 0 ? ['TooManyRequestsException'] : []));
});
