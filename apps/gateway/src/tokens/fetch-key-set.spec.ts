import type { ServerResponse } from 'node:http';
import { silentLogger } from '#libs/telemetry';
import { BackendPools } from '../integrations/transport/backend-pools.js';
import { OwnEndpoints } from '../integrations/transport/own-endpoints.js';
import { startBackend, type TestBackend } from '../testing/backend.js';
import { createFetchKeySet } from './fetch-key-set.js';
import type { TokenIssuer } from './token-issuer.js';

const bytesMax = 150_000;
const answers: Readonly<Record<string, (response: ServerResponse) => void>> = {
  '/largest': (response) => response.end('k'.repeat(bytesMax)),
  '/too-large': (response) => response.end('k'.repeat(bytesMax + 1)),
  // For as long as somebody reads.
  '/endless': (response) => {
    const more = (): void => {
      while (!response.destroyed && response.write('k'.repeat(10_000)));
    };
    response.on('drain', more);
    more();
  },
  '/moved': (response) => response.writeHead(302, { location: `${backend.origin}/largest` }).end(),
  '/silent': () => undefined,
  '/half': (response) => response.write('k'),
};
let backend: TestBackend;
let backends: BackendPools;
beforeEach(async () => {
  backend = await startBackend((request, response) => answers[request.url!]!(response));
  backends = new BackendPools({
    allowLinkLocal: false,
    vpcLinkTargets: new Map(),
    ownEndpoints: new OwnEndpoints('http://127.0.0.1:4000'),
    log: silentLogger,
  });
});
afterEach(async () => {
  await backends.close();
  await backend.close();
});

function fetchFrom(path: string, withinMs?: number): Promise<string> {
  const id = 'https://issuer.test';
  const keys = { url: `${backend.origin}${path}`, isDiscovery: false };
  const issuer: TokenIssuer = { id, names: [id], kind: 'oidc', keys };
  return createFetchKeySet(backends, withinMs)(issuer);
}
const paths = () => backend.seen.map(({ url }) => url);

test('a key set has 150,000 bytes at most', async () => {
  expect(await fetchFrom('/largest')).toHaveLength(bytesMax);
  for (const path of ['/too-large', '/endless']) {
    await expect(fetchFrom(path)).rejects.toThrow(`answered more than ${bytesMax} bytes`);
  }
  expect(paths()).toEqual(['/largest', '/too-large', '/endless']);
});

test('nobody is followed elsewhere', async () => {
  await expect(fetchFrom('/moved')).rejects.toThrow('answered 302');
  expect(paths()).toEqual(['/moved']);
});

test.each(['/silent', '/half'])('an issuer that never answers whole is given up: %s', async (path) => {
  await expect(fetchFrom(path, 50)).rejects.toThrow(/timeout|aborted/i);
  expect(paths()).toEqual([path]);
});
