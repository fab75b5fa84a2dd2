import { http, method, snapshot } from '../../../testing/documents.js';
import type { FramePeer } from '../../../testing/http2-backends.js';
import { frameTypes, headersFrame } from '../../../testing/http2-frames.js';
import {
  fine,
  goaway,
  reset,
  startMisbehavingBackend,
  type MisbehavingBackend,
  type Misdeed,
} from '../../../testing/misbehaving-backend.js';
import { startTestSystem, type TestSystem } from '../../../testing/test-gateway.js';
import { makePair, type TestPair } from '../../../testing/tls-backend.js';

let system: TestSystem;
let pair: TestPair;
let backend: MisbehavingBackend;

beforeAll(async () => {
  pair = await makePair('localhost');
  system = await startTestSystem();
});
beforeEach(async () => {
  backend = await startMisbehavingBackend(pair);
  const proxy = http('HTTP_PROXY', `${backend.origin}/`, { insecureSkipVerification: true });
  await system.deploy(snapshot({ '/{proxy+}': { ANY: method(proxy) } }), { http2Backends: true });
});
afterEach(() => backend.close());
afterAll(() => system.stop());

const openStreams = (peer: FramePeer): number[] =>
  peer.frames.filter(({ type }) => type === frameTypes.headers).map(({ stream }) => stream);

describe('a call that the backend has not looked at', () => {
  let times = 0;
  beforeEach(() => void (times = 0));
  const asFirst =
    (act: Misdeed): Misdeed =>
    (peer, stream) =>
      times++ === 0 ? act(peer, stream) : peer.send(...fine(stream));

  test.each<[what: string, act: Misdeed]>([
    ['refused', (peer, stream) => peer.send(reset(stream, 7))],
    ['above the last of a polite end', (peer, stream) => peer.send(goaway(stream - 2, 0))],
    ['above the last of an end for an error', (peer, stream) => peer.send(goaway(stream - 2, 11))],
  ])('%s: is sent again', async (_, act) => {
    backend.misdeed = asFirst(act);
    expect(await system.call('/dev/again')).toMatchObject({ status: 200, body: 'fine' });
    expect(times).toBe(2);
  });

  test('and no more than twice', async () => {
    backend.misdeed = (peer, stream) => {
      times += 1;
      peer.send(reset(stream, 7));
    };
    expect((await system.call('/dev/again')).status).toBe(502);
    expect(times).toBe(3);
  });

  test('not when its body has been sent as it came', async () => {
    backend.misdeed = asFirst((peer, stream) => peer.send(reset(stream, 7)));
    expect((await system.call('/dev/again', { method: 'POST', body: 'abc' })).status).toBe(502);
    expect(times).toBe(1);
  });

  test('not one that it may have looked at', async () => {
    for (const act of [
      (peer, stream) => peer.send(goaway(stream, 11)),
      (peer, stream) => peer.send(reset(stream, 2)),
      (peer) => void peer.socket.destroy(),
    ] satisfies Misdeed[]) {
      times = 0;
      backend.misdeed = asFirst(act);
      expect((await system.call('/dev/once')).status).toBe(502);
      expect(times).toBe(1);
    }
  });
});

test('hundreds of calls that end in every way leave no stream and one connection behind', async () => {
  let turn = 0;
  backend.misdeed = (peer, stream) => {
    turn += 1;
    if (turn % 5 === 0) peer.send(reset(stream, 2));
    else if (turn % 5 === 1) peer.send(headersFrame(stream, [['x', 'y']]));
    else peer.send(...fine(stream));
  };
  for (let round = 0; round < 10; round++) {
    await Promise.all(Array.from({ length: 30 }, () => system.call('/dev/mixed').catch(() => undefined)));
  }
  backend.misdeed = null;
  expect(turn).toBe(300);
  // A hundred at once find room on that connection: nothing holds a stream.
  const last = await Promise.all(Array.from({ length: 100 }, () => system.call('/dev/fine')));
  expect(last.map(({ status }) => status)).toEqual(Array(100).fill(200));
  expect(backend.peers).toHaveLength(1);
  expect(openStreams(backend.peers[0]!).length).toBe(400);
});
