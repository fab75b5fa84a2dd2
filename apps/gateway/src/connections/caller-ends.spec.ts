import { closePayload, waitFor } from '#libs/testing';
import type { DeniedIdentityDocument } from '#libs/snapshot-format';
import type { ActiveStage } from '../invocation/active-stage.js';
import type { CallerName } from '../invocation/denied-identities.js';
import type { Invocation } from '../invocation/invocation.js';
import { DeniedIdentityDocuments } from '../snapshots/denied-identity-documents.js';
import {
  echo,
  startWebSocketListener,
  type Answer,
  type WebSocketListener,
} from '../testing/websocket-listener.js';
import { endDeniedCallers } from './end-denied-callers.js';

const accountId = '000000000000';
let running: WebSocketListener[] = [];
afterEach(async () => {
  await Promise.all(running.map((one) => one.stop()));
  running = [];
});

const stageWith = (snapshot: object): ActiveStage =>
  ({
    document: { accountId },
    release: { snapshot: { document: { protocol: 'WEBSOCKET', ...snapshot } } },
  }) as unknown as ActiveStage;

/** Lets everybody in whom the query names: `/dev?sub=ann`. */
const letIn =
  (stage: ActiveStage, events: Invocation[] = [], exp: number | null = null): Answer =>
  (invocation) => {
    events.push(invocation);
    invocation.stage = stage;
    const sub = new URLSearchParams(invocation.address.query).get('sub');
    if (invocation.event?.type === 'CONNECT') {
      invocation.authorizer = { principalId: 'caller', sub, ...(exp !== null && { exp }) };
    }
    return echo(invocation);
  };

async function start(answer: Answer) {
  const listener = await startWebSocketListener(answer);
  running.push(listener);
  return listener;
}

const endOf = (events: readonly Invocation[]) =>
  events.find(({ event }) => event?.type === 'DISCONNECT')?.event;

test('a connection ends with the token that opened it, where its API asks for that, and says so', async () => {
  const events: Invocation[] = [];
  const inASecond = Math.floor(Date.now() / 1000) + 1;
  const listener = await start(letIn(stageWith({ closesAtExpiry: true }), events, inASecond));
  const socket = await listener.open();
  expect(await socket.next()).toMatchObject({ opcode: 8, payload: closePayload(4001, 'Token expired') });
  expect(Date.now()).toBeGreaterThanOrEqual(inASecond * 1000);
  socket.close(4001);
  await socket.untilEnd();
  await waitFor(() => endOf(events) !== undefined);
  expect(endOf(events)).toMatchObject({ disconnectStatusCode: 4001, disconnectReason: 'Token expired' });
});

test('elsewhere it goes on when its token has ended', async () => {
  const listener = await start(letIn(stageWith({}), [], 1));
  const socket = await listener.open();
  socket.text('still here');
  expect(await socket.next()).toMatchObject({ payload: Buffer.from('still here') });
  const [connection] = listener.started.connections.all();
  expect(connection!.facts.tokenExpiresAtMs).toBe(1000);
  expect(connection!.dueAtMs).toBeGreaterThan(Date.now());
});

describe('denied identities', () => {
  let denied: DeniedIdentityDocuments;
  let listener: WebSocketListener;
  let connected: (sub: string) => void;

  beforeEach(async () => {
    denied = new DeniedIdentityDocuments();
    connected = () => undefined;
    const stage = stageWith({});
    const answer = letIn(stage);
    listener = await start((invocation) => {
      if (invocation.event?.type === 'CONNECT') {
        connected(new URLSearchParams(invocation.address.query).get('sub') ?? '');
      }
      return answer(invocation);
    });
    const { connections } = listener.started;
    endDeniedCallers({ connections, denied, stages: { find: () => stage } });
  });

  function deny(name: CallerName, of = accountId): void {
    const body: DeniedIdentityDocument = {
      formatVersion: 1,
      id: `d${Math.random()}`,
      accountId: of,
      ...name,
      untilMs: Date.now() + 60_000,
    };
    const change = { seq: 1, kind: 'denied-identity', name: body.id, body: JSON.stringify(body) };
    const refusal = denied.handler.put(change as never);
    expect(refusal).toBeNull();
  }
  const openAs = (sub: string) => listener.open({ path: `/dev?sub=${sub}` });

  test('who is newly denied is closed at once, and nobody else', async () => {
    const [ann, bob, also] = [await openAs('ann'), await openAs('bob'), await openAs('ann')];
    deny({ type: 'sub', value: 'ann' });
    for (const socket of [ann, also]) {
      expect(await socket.next()).toMatchObject({ opcode: 8, payload: closePayload(1008, 'Forbidden') });
      socket.close(1008);
      await socket.untilEnd();
    }
    bob.text('and I?');
    expect(await bob.next()).toMatchObject({ payload: Buffer.from('and I?') });
  });

  test('in another account, or by another name, it means nothing', async () => {
    const ann = await openAs('ann');
    deny({ type: 'sub', value: 'ann' }, '111111111111');
    deny({ type: 'jti', value: 'ann' });
    ann.text('here');
    expect(await ann.next()).toMatchObject({ payload: Buffer.from('here') });
  });

  test('who is denied while the handshake is answered does not stay', async () => {
    connected = (sub) => deny({ type: 'sub', value: sub });
    const ann = await openAs('ann');
    expect(await ann.next()).toMatchObject({ opcode: 8, payload: closePayload(1008, 'Forbidden') });
  });

  test('however many are denied in one moment, all are found', async () => {
    const sockets = await Promise.all(Array.from({ length: 20 }, (_, index) => openAs(`user-${index}`)));
    for (let index = 0; index < 20; index += 2) deny({ type: 'sub', value: `user-${index}` });
    await waitFor(() => [...listener.started.connections.all()].filter((one) => !one.isEnding).length === 10);
    setImmediate(() => deny({ type: 'sub', value: 'user-1' }));
    deny({ type: 'sub', value: 'user-3' });
    await waitFor(() => [...listener.started.connections.all()].filter((one) => !one.isEnding).length === 8);
    for (const socket of sockets) socket.socket.destroy();
  });
});
