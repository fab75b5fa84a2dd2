import {
  ImportDocumentationPartsCommand,
  ImportRestApiCommand,
  PutRestApiCommand,
} from '@aws-sdk/client-api-gateway';
import { createLogger } from '#libs/telemetry';
import { waitFor } from '#libs/testing';
import { startControlPlane, type TestControlPlane } from '../../testing/start-control-plane.js';
import { DocumentImports } from './document-imports.js';

const planes: TestControlPlane[] = [];
afterAll(() => Promise.all(planes.map((plane) => plane.close())));

async function start(options: Parameters<typeof startControlPlane>[0]): Promise<TestControlPlane> {
  const plane = await startControlPlane(options);
  planes.push(plane);
  return plane;
}

const documentOf = (bytes: number) =>
  Buffer.from(
    JSON.stringify({
      swagger: '2.0',
      info: { title: 'library' },
      paths: { '/books': { get: { responses: { '200': { description: 'ok' } } } } },
      'x-rest': Array.from({ length: bytes / 10 }, (_, index) => ({ a: index })),
    }),
  );
const [small, large] = [documentOf(100), documentOf(2_000_000)];
const refusal = (call: Promise<unknown>) =>
  call.then(
    () => null,
    ({ name, message }: Error) => `${name}: ${message}`,
  );
const tooMuch = 'BadRequestException: The document takes too much time or memory to read.';

test('a large document is read in a thread, for a new API and over one that is there', async () => {
  const { client } = await start({});
  const { id: restApiId } = await client.send(new ImportRestApiCommand({ body: large }));
  const put = await client.send(new PutRestApiCommand({ restApiId, mode: 'overwrite', body: large }));
  expect(put).toMatchObject({ id: restApiId, name: 'library' });
});

test.each([
  ['time', { TOLLGATE_IMPORT_TIMEOUT_MS: '100' }],
  ['memory', { TOLLGATE_IMPORT_HEAP_MB: '16' }],
])(
  'a document that takes more %s than there is, is refused, and each one after it is as well',
  async (_, env) => {
    const { client } = await start({ env });
    for (let call = 0; call < 3; call += 1) {
      expect(await refusal(client.send(new ImportRestApiCommand({ body: large })))).toBe(tooMuch);
    }
    expect(await refusal(client.send(new ImportRestApiCommand({ body: small })))).toBeNull();
  },
);

test('documentation is read in a thread as well, with nothing locked meanwhile', async () => {
  const { client } = await start({ env: { TOLLGATE_IMPORT_HEAP_MB: '16' } });
  const { id: restApiId } = await client.send(new ImportRestApiCommand({ body: small }));
  const documentation = (body: Uint8Array) =>
    refusal(client.send(new ImportDocumentationPartsCommand({ restApiId, body })));
  expect(await documentation(large)).toBe(tooMuch);
  expect(await documentation(small)).toBeNull();
});

test('an import that runs when the process is told to stop, ends as it would have', async () => {
  const plane = await startControlPlane({});
  const outcome = refusal(plane.client.send(new ImportRestApiCommand({ body: large })));
  await waitFor(() => plane.app.get(DocumentImports)['running'] !== null);
  await Promise.all([plane.app.close(), outcome]);
  await plane.close();
  expect(await outcome).toBeNull();
});

test('a thread that fails by itself is our fault: 500, and the cause in the log', async () => {
  const lines: string[] = [];
  const log = createLogger({ name: 'test', level: 'info', stream: { write: (line) => lines.push(line) } });
  const ours = 'data:text/javascript,throw new TypeError("a mistake of ours")';
  const { client } = await start({ log, threadArguments: ['--import', ours] });
  expect(await refusal(client.send(new ImportRestApiCommand({ body: large })))).toMatch(/^InternalFailure/);
  expect(lines.join('')).toContain('a mistake of ours');
});

test('of more than three large documents at once the rest is told to come again', async () => {
  const { client } = await start({});
  const outcomes = await Promise.all(
    Array.from({ length: 6 }, () => refusal(client.send(new ImportRestApiCommand({ body: large })))),
  );
  expect(outcomes.filter((outcome) => outcome === null)).toHaveLength(3);
  expect(outcomes.filter((outcome) => outcome?.startsWith('TooManyRequestsException'))).toHaveLength(3);
});
