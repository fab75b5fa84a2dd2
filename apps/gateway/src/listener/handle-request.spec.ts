import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { silentLogger } from '#libs/telemetry';
import type { Surroundings } from '../invocation/invocation.js';
import type { Refusal } from '../refusals/refusal-log.js';
import { createRequestHandler } from './handle-request.js';

// Bugs, made on purpose: what looks for a stage and what answers the gateway's own pages throw.
const bug = (): never => {
  throw new Error('a bug');
};
const refused: Refusal[] = [];
let server: Server;
let origin: string;

beforeAll(async () => {
  const surroundings = {
    stages: { find: bug },
    log: silentLogger,
    refusals: { note: (refusal: Refusal) => void refused.push(refusal) },
  } as unknown as Surroundings;
  server = createServer(createRequestHandler({ surroundings, domain: 'localhost', probes: bug }));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

test.each([
  ['/_aws/execute-api/a1b2c3d4e5/dev/x', 'gateway.fault'],
  ['/_tollgate/health', 'gateway.answer_failed'],
])('a bug is a 500 for this request, with a request id and a reason: %s, %s', async (path, code) => {
  const answer = await fetch(origin + path);
  expect(answer.status).toBe(500);
  expect(await answer.json()).toEqual({ message: 'Internal server error' });
  const requestId = answer.headers.get('x-amzn-requestid');
  expect(refused.filter((refusal) => refusal.requestId === requestId)).toEqual([
    expect.objectContaining({ code, status: 500 }),
  ]);
});
