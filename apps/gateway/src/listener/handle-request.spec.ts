import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { silentLogger } from '#libs/telemetry';
import { Pipeline } from '../invocation/pipeline.js';
import { chooseRelease } from '../invocation/steps/choose-release.js';
import { RequestRecords, type RequestRecord } from '../invocation/record/request-record.js';
import { TrustedProxies } from '../http/trusted-proxies.js';
import { Connections } from './connections.js';
import { createRequestHandler } from './handle-request.js';
import { readMessage } from './read-request.js';
import { ResponseDoor } from './response-door.js';

// Bugs, made on purpose: what looks for a stage and what answers the gateway's own pages throw.
const bug = (): never => {
  throw new Error('a bug');
};
const records: RequestRecord[] = [];
let server: Server;
let origin: string;

beforeAll(async () => {
  const pipeline = new Pipeline({ name: 'selectStage', run: bug }, chooseRelease(), silentLogger);
  const door = new ResponseDoor(new RequestRecords([{ read: (record) => records.push(record) }]));
  const handler = { pipeline, door, log: silentLogger, domain: 'localhost', probes: bug };
  const handle = createRequestHandler(handler, readMessage);
  const connections = new Connections(new TrustedProxies([]), null);
  server = createServer((message, response) => handle(message, response, connections.of(message.socket)));
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
  const response = await fetch(origin + path);
  expect(response.status).toBe(500);
  expect(await response.json()).toEqual({ message: 'Internal server error' });
  const requestId = response.headers.get('x-amzn-requestid');
  expect(records.filter((record) => record.requestId === requestId)).toEqual([
    expect.objectContaining({ status: 500, refusal: expect.objectContaining({ code }) as unknown }),
  ]);
});
