import { once } from 'node:events';
import { Agent, request } from 'node:https';
import {
  domainDocument,
  domainName,
  publishCertificate,
  publishDomain,
  shown,
} from '../testing/custom-domains.js';
import { mockMethod, snapshot } from '../testing/documents.js';
import { startTestSystem, type TestSystem } from '../testing/test-gateway.js';
import { makePair, type TestPair } from '../testing/tls-backend.js';

const connections = 200;
let system: TestSystem;
let pairs: TestPair[];
beforeAll(async () => {
  pairs = await Promise.all(Array.from({ length: 4 }, () => makePair(domainName)));
  system = await startTestSystem();
  await system.deploy(snapshot({ '/pets': { GET: mockMethod('ok') } }));
  await publishCertificate(system, 'c1', pairs[0]!);
  await publishDomain(system, domainDocument({ certificateId: 'c1' }));
});
afterAll(() => system?.stop());

async function call(agent: Agent): Promise<number> {
  const sent = request({
    agent,
    host: '127.0.0.1',
    port: system.gateway.httpsPort,
    path: '/pets',
    servername: domainName,
    headers: { host: domainName },
    rejectUnauthorized: false,
  }).end();
  const [response] = (await once(sent, 'response')) as [{ statusCode: number; resume(): void }];
  response.resume();
  await once(response as never, 'end');
  return response.statusCode;
}

test('certificates replaced under 200 connections and load fail no request, and the next handshake shows the new one', async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  let isOver = false;
  let served = 0;
  const failed: unknown[] = [];
  const callers = Array.from({ length: connections }, async () => {
    while (!isOver) {
      const outcome = await call(agent).catch((error: unknown) => error);
      if (outcome === 200) served += 1;
      else failed.push(outcome);
    }
  });
  const fingerprints = new Set<string>();
  try {
    for (const pair of pairs) {
      await publishCertificate(system, 'c1', pair);
      fingerprints.add((await shown(system.gateway.httpsPort, domainName)).fingerprint);
    }
  } finally {
    isOver = true;
    await Promise.all(callers);
    agent.destroy();
  }
  expect(failed).toEqual([]);
  expect(served).toBeGreaterThanOrEqual(connections);
  expect(fingerprints.size).toBe(pairs.length);
});
