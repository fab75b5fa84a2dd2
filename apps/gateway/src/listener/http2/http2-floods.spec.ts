import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { waitFor } from '#libs/testing';
import { RequestRecords } from '../../invocation/record/request-record.js';
import type { OutgoingResponse } from '../../http/outgoing-response.js';
import { TrustedProxies } from '../../http/trusted-proxies.js';
import {
  encoded,
  flags,
  frame,
  FrameCaller,
  frameTypes,
  headersFrame,
  requestHead,
} from '../../testing/http2-frames.js';
import { loadCertificate } from '../certificate.js';
import { listen, type Listener } from '../listener.js';
import { ResponseDoor } from '../response-door.js';
import { controlFramesMax, resetsMax, streamsMax } from './http2-session.js';

const calmDown = 11;
const initialWindowSize = 4;
const door = new ResponseDoor(new RequestRecords([]));
let folder: string;
let listener: Listener;
let respond: (response: OutgoingResponse) => void;
let opened = 0;
let closed = 0;

const start = async (
  stalledMs: number,
  adoptsFor?: { httpPort: number; httpsPort: number },
): Promise<Listener> =>
  listen({
    host: '127.0.0.1',
    httpHost: '127.0.0.1',
    httpPort: 0,
    httpsPort: 0,
    certificate: await loadCertificate(folder, 'localhost', 'us-east-1'),
    onRequest: (_, response) => respond(response),
    onStream: (_, response) => {
      opened += 1;
      response.on('close', () => (closed += 1));
      respond(response);
    },
    door,
    trustedProxies: new TrustedProxies([]),
    stalledMs,
    ...(adoptsFor && { adoptsFor }),
  });
const whole = (response: OutgoingResponse, body: string | Buffer = 'fine'): void => {
  response.writeHead(200, []);
  response.end(body);
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tollgate-http2-'));
  listener = await start(600_000);
});
beforeEach(() => {
  respond = (response) => whole(response);
  opened = closed = 0;
});
afterEach(async () => {
  // Whatever was sent: the next caller is served, and nothing is left of the one before.
  respond = (response) => whole(response);
  const next = await FrameCaller.open(listener.httpsPort);
  next.send(headersFrame(1, requestHead('/')));
  await next.settled(1);
  expect(next.body(1)).toBe('fine');
  next.close();
  await waitFor(() => opened === closed, { describe: 'all streams are over' });
});
afterAll(async () => {
  await listener?.drain(0);
  await rm(folder, { recursive: true });
});

const id = (index: number): number => index * 2 + 1;
const reset = (stream: number) => frame(frameTypes.reset, 0, stream, Buffer.from([0, 0, 0, 8]));
const list = <T>(length: number, make: (index: number) => T): T[] =>
  Array.from({ length }, (_, index) => make(index));
const flood = (round: number) =>
  list(resetsMax * 2, (index) => id(round * resetsMax * 2 + index)).flatMap((stream) => [
    headersFrame(stream, requestHead('/')),
    reset(stream),
  ]);
const refusedAs = async (caller: FrameCaller, code: number | null): Promise<void> => {
  await waitFor(() => caller.closed, { describe: 'the session is over' });
  if (code !== null) expect(caller.errorCode(0)).toBe(code);
  caller.close();
};

test('streams that are reset as they begin end the session', async () => {
  const caller = await FrameCaller.open(listener.httpsPort);
  respond = () => undefined;
  caller.send(...flood(0));
  await refusedAs(caller, calmDown);
  expect(opened).toBeLessThanOrEqual(resetsMax + 1);
});

test('a caller that sends on before it reads is told why all the same', async () => {
  const caller = await FrameCaller.open(listener.httpsPort);
  respond = () => undefined;
  caller.socket.pause();
  caller.send(...flood(0));
  await waitFor(() => opened > resetsMax && opened === closed);
  for (let round = 1; round <= 20; round++) {
    caller.send(...flood(round));
  }
  caller.socket.resume();
  await refusedAs(caller, calmDown);
});

test('so do streams that are reset while they run', async () => {
  const caller = await FrameCaller.open(listener.httpsPort);
  respond = () => undefined;
  for (let index = 0; index < resetsMax * 2 && !caller.closed; index++) {
    caller.send(headersFrame(id(index), requestHead('/')));
    await waitFor(() => opened > index || caller.closed);
    caller.send(reset(id(index)));
  }
  await refusedAs(caller, calmDown);
  expect(opened).toBeLessThanOrEqual(resetsMax + 2);
});

test('and those that a caller has us reset', async () => {
  const caller = await FrameCaller.open(listener.httpsPort);
  respond = () => undefined;
  const noWindow = (stream: number) => frame(frameTypes.windowUpdate, 0, stream, Buffer.alloc(4));
  for (let index = 0; index < resetsMax * 2 && !caller.closed; index++) {
    caller.send(headersFrame(id(index), requestHead('/')));
    await waitFor(() => opened > index || caller.closed);
    caller.send(noWindow(id(index)));
  }
  await refusedAs(caller, null);
  expect(opened).toBeLessThanOrEqual(resetsMax + 2);
});

test('no more streams run at a time than are allowed', async () => {
  const caller = await FrameCaller.open(listener.httpsPort);
  respond = () => undefined;
  caller.send(...list(streamsMax + 20, (index) => headersFrame(id(index), requestHead('/'))));
  await waitFor(() => caller.errorCode(id(streamsMax)) !== null || caller.closed);
  expect(opened).toBeLessThanOrEqual(streamsMax);
  caller.close();
});

test.each([
  ['pings', () => frame(frameTypes.ping, 0, 0, Buffer.alloc(8))],
  ['settings', () => frame(frameTypes.settings, 0, 0, Buffer.from([0, 3, 0, 0, 0, 9]))],
])('a flood of %s ends the session', async (_, make) => {
  const caller = await FrameCaller.open(listener.httpsPort);
  caller.send(...list(controlFramesMax * 2, make));
  await refusedAs(caller, null);
});

test('a flood of empty frames of a body ends the session', async () => {
  const caller = await FrameCaller.open(listener.httpsPort);
  respond = () => undefined;
  caller.send(
    headersFrame(1, requestHead('/', { ':method': 'POST' }), flags.endHeaders),
    ...list(1000, () => frame(frameTypes.data, 0, 1)),
  );
  await refusedAs(caller, null);
});

test.each([
  ['empty', Buffer.alloc(0)],
  ['full', encoded([['x-flood', 'y'.repeat(16_000)]])],
])('a head that never ends (%s frames) ends the session', async (_, payload) => {
  const caller = await FrameCaller.open(listener.httpsPort);
  caller.send(
    headersFrame(1, requestHead('/'), 0),
    ...list(2000, () => frame(frameTypes.continuation, 0, 1, payload)),
  );
  await refusedAs(caller, null);
  expect(opened).toBe(0);
});

test('a small head that unpacks to a large one is refused as it unpacks', async () => {
  const caller = await FrameCaller.open(listener.httpsPort);
  const value = 'v'.repeat(3900);
  // Into the dynamic table, then meant by its index ten thousand times: 40 MB.
  const bomb = Buffer.concat([
    encoded(requestHead('/')),
    Buffer.concat([Buffer.from([0x40]), encoded([['x-bomb', value]]).subarray(1)]),
    Buffer.alloc(10_000, 0x80 | 62),
  ]);
  const before = process.memoryUsage().rss;
  for (let index = 0; index < 20; index++) {
    caller.send(frame(frameTypes.headers, 5, id(index), bomb));
    await caller.settled(id(index));
  }
  expect(caller.errorCode(1)).toBe(calmDown);
  expect(opened).toBe(0);
  // Unpacked they are 800 MB.
  expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
  caller.close();
});

describe('what stands still', () => {
  let impatient: Listener;
  beforeAll(async () => (impatient = await start(200)));
  afterAll(() => impatient?.drain(0));

  test('a stream whose caller does not read its response is reset, others are served', async () => {
    const caller = await FrameCaller.open(impatient.httpsPort, [initialWindowSize, 0]);
    respond = (response) => whole(response, Buffer.alloc(1024 * 1024));
    caller.send(headersFrame(1, requestHead('/')));
    await waitFor(() => caller.errorCode(1) !== null, { describe: 'the stream is reset' });
    expect(caller.hasEnded(1)).toBe(false);
    expect(caller.errorCode(1)).toBe(calmDown);
    await waitFor(() => closed === opened);
    caller.close();
  });

  test('so is one that waits for a body, and a session of which nothing comes', async () => {
    const caller = await FrameCaller.open(impatient.httpsPort);
    respond = () => undefined;
    caller.send(headersFrame(1, requestHead('/', { ':method': 'POST' }), flags.endHeaders));
    await waitFor(() => caller.errorCode(1) === calmDown);
    await waitFor(() => caller.of(frameTypes.goaway).length > 0 && caller.closed);
    caller.close();
  });

  test('a session that only pings is closed', async () => {
    const caller = await FrameCaller.open(impatient.httpsPort);
    const pinging = setInterval(() => caller.send(frame(frameTypes.ping, 0, 0, Buffer.alloc(8))), 20);
    await waitFor(() => caller.closed);
    clearInterval(pinging);
    expect(caller.errorCode(0)).toBe(0);
    caller.close();
  });
});

test('whole bodies that wait for a caller are bounded for a session', async () => {
  const caller = await FrameCaller.open(listener.httpsPort, [initialWindowSize, 0]);
  const body = Buffer.alloc(9 * 1024 * 1024);
  respond = (response) => whole(response, body);
  caller.send(...list(20, (index) => headersFrame(id(index), requestHead('/'))));
  await waitFor(() => caller.errorCode(id(19)) === calmDown, { describe: 'the last one is refused' });
  expect(list(20, (index) => caller.errorCode(id(index))).filter((code) => code === calmDown)).toHaveLength(
    6,
  );
  caller.close();
});

test('a drain says GOAWAY, lets streams end, and refuses new ones', async () => {
  const other = await start(600_000);
  const caller = await FrameCaller.open(other.httpsPort);
  let answer: (() => void) | null = null;
  respond = (response) => (answer = () => whole(response));
  caller.send(headersFrame(1, requestHead('/')));
  await waitFor(() => answer !== null);
  const idle = await FrameCaller.open(other.httpsPort);
  const drained = other.drain(20_000);
  await waitFor(() => caller.of(frameTypes.goaway).length > 0 && idle.closed);
  expect(caller.of(frameTypes.goaway)[0]!.payload.readUInt32BE(0)).toBe(1);
  caller.send(headersFrame(3, requestHead('/')));
  answer!();
  await waitFor(() => caller.hasEnded(1), { describe: 'the stream that ran is answered' });
  expect(caller.body(1)).toBe('fine');
  await drained;
  expect(opened).toBe(1);
  idle.close();
});

test('what is left at the end of a drain is cut, and looks it', async () => {
  const other = await start(600_000);
  const caller = await FrameCaller.open(other.httpsPort);
  respond = (response) => {
    response.writeHead(200, []);
    response.write(Buffer.from('half'));
  };
  caller.send(headersFrame(1, requestHead('/')));
  await waitFor(() => caller.body(1) === 'half');
  await other.drain(100);
  await waitFor(() => caller.closed);
  expect(caller.hasEnded(1)).toBe(false);
});

test('connections that another process has accepted are served and drained alike', async () => {
  const adopting = await start(600_000, { httpPort: 1, httpsPort: 2 });
  const accepting = createServer((socket) => adopting.adopt('https', socket)).listen(0, '127.0.0.1');
  await once(accepting, 'listening');
  const caller = await FrameCaller.open((accepting.address() as AddressInfo).port);
  caller.send(headersFrame(1, requestHead('/')));
  await caller.settled(1);
  expect(caller.body(1)).toBe('fine');
  const drained = adopting.drain(20_000);
  await waitFor(() => caller.of(frameTypes.goaway).length > 0 && caller.closed);
  expect(caller.errorCode(0)).toBe(0);
  caller.close();
  await drained;
  accepting.close();
});
