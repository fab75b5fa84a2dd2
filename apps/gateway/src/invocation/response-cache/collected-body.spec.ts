import type { Rejection } from '../../refusals/rejection.js';
import { reject } from '../../refusals/rejection.js';
import type { ResponseSink, ResponseStream } from '../caller-response.js';
import { CollectedBody, CollectingRoom, type Collected } from './collected-body.js';

/** A backend that sends what a test says, as long as it may. */
class Source implements ResponseStream {
  sink!: ResponseSink;
  isPaused = false;
  isDestroyed = false;
  resumed = 0;

  constructor(private readonly wholeBody: Buffer | null = null) {}

  whole(): Buffer | null {
    return this.wholeBody;
  }

  pipeTo(sink: ResponseSink): void {
    this.sink = sink;
    sink.start(() => {
      this.isPaused = false;
      this.resumed += 1;
    });
  }

  send(bytes: number): void {
    if (this.isPaused) throw new Error('it was told to wait');
    this.isPaused = !this.sink.write(Buffer.alloc(bytes, 'x'));
  }

  destroy(): void {
    this.isDestroyed = true;
  }
}

/** A caller that is slow when a test says so. */
class Caller implements ResponseSink {
  isFull = false;
  bytes = 0;
  ended: 'no' | 'whole' | Rejection = 'no';
  resume!: () => void;

  start(resume: () => void): void {
    this.resume = resume;
  }

  write(chunk: Buffer): boolean {
    this.bytes += chunk.length;
    return !this.isFull;
  }

  end(): void {
    this.ended = 'whole';
  }

  fail(rejection: Rejection): void {
    this.ended = rejection;
  }
}

function collect({
  bytesMax = 1000,
  expectedBytes = null as number | null,
  roomBytes = 1_000_000,
  whole = null as Buffer | null,
} = {}) {
  const source = new Source(whole);
  const caller = new Caller();
  const room = new CollectingRoom(roomBytes);
  const collected: Collected[] = [];
  const body = new CollectedBody(source, { bytesMax, expectedBytes, room }, (what) => collected.push(what));
  return { source, caller, room, collected, body };
}

const kinds = (collected: readonly Collected[]) => collected.map(({ kind }) => kind);

test('a body goes on piece by piece, and is collected whole', () => {
  const { source, caller, room, collected, body } = collect({ expectedBytes: 300 });
  body.pipeTo(caller);
  source.send(100);
  expect(caller.bytes).toBe(100);
  expect(collected).toEqual([]);
  source.send(200);
  source.sink.end();
  expect(caller).toMatchObject({ bytes: 300, ended: 'whole' });
  expect(collected).toEqual([{ kind: 'whole', body: Buffer.alloc(300, 'x') }]);
  expect(room.bytes).toBe(0);
});

test('a body that has arrived in one piece is collected without piping', () => {
  const { collected, body } = collect({ whole: Buffer.from('all of it') });
  expect(body.whole()).toEqual(Buffer.from('all of it'));
  expect(body.whole()).toEqual(Buffer.from('all of it'));
  expect(collected).toEqual([{ kind: 'whole', body: Buffer.from('all of it') }]);
});

test('a body at the bound is collected; one byte more is not, and reaches its caller all the same', () => {
  for (const [bytes, kind] of [
    [1000, 'whole'],
    [1001, 'not-kept'],
  ] as const) {
    const { source, caller, room, collected, body } = collect();
    body.pipeTo(caller);
    source.send(500);
    source.send(bytes - 500);
    source.sink.end();
    expect(kinds(collected)).toEqual([kind]);
    expect(caller).toMatchObject({ bytes, ended: 'whole' });
    expect(room.bytes).toBe(0);
    const inOnePiece = collect({ whole: Buffer.alloc(bytes) });
    inOnePiece.body.whole();
    expect(kinds(inOnePiece.collected)).toEqual([kind]);
  }
});

test('a body whose length says that it is too large is not collected at all', () => {
  const { source, caller, room, collected, body } = collect({ expectedBytes: 1001 });
  expect(kinds(collected)).toEqual(['not-kept']);
  body.pipeTo(caller);
  source.send(400);
  expect(room.bytes).toBe(0);
});

test.each([299, 301])('a body of %d bytes that was announced with 300 is broken', (bytes) => {
  const { source, caller, collected, body } = collect({ expectedBytes: 300 });
  body.pipeTo(caller);
  source.send(bytes);
  source.sink.end();
  expect(kinds(collected)).toEqual(['broken']);
});

test('a body that breaks off is broken, and its caller sees that', () => {
  const { source, caller, room, collected, body } = collect();
  body.pipeTo(caller);
  source.send(100);
  const rejection = reject('integration.bad_answer', 'cut');
  source.sink.fail(rejection);
  expect(collected).toEqual([{ kind: 'broken', rejection }]);
  expect(caller.ended).toBe(rejection);
  expect(room.bytes).toBe(0);
});

test('a body that nobody reads is broken, said once', () => {
  const { source, collected, body } = collect();
  body.destroy();
  expect(source.isDestroyed).toBe(true);
  body.destroy();
  expect(kinds(collected)).toEqual(['broken']);
});

test('while it is collected a slow caller holds up nobody; from then on its pace is the backend’s', () => {
  const { source, caller, collected, body } = collect();
  body.pipeTo(caller);
  caller.isFull = true;
  source.send(600);
  expect(source.isPaused).toBe(false);
  source.send(600);
  expect(kinds(collected)).toEqual(['not-kept']);
  expect(source.isPaused).toBe(true);
  caller.isFull = false;
  caller.resume();
  expect(source).toMatchObject({ isPaused: false, resumed: 1 });
  source.send(600);
  expect(source.isPaused).toBe(false);
  // Drained once more without ever having been told to wait: nothing to resume.
  caller.resume();
  expect(source.resumed).toBe(1);
});

test('a full caller that drains while the body is collected is not waited for later', () => {
  const { source, caller, body } = collect();
  body.pipeTo(caller);
  caller.isFull = true;
  source.send(600);
  caller.isFull = false;
  caller.resume();
  source.send(600);
  expect(source.isPaused).toBe(false);
});

test('no more is held than there is room for, and a body of tiny pieces counts what it takes', () => {
  const { source, caller, room, collected, body } = collect({ roomBytes: 400 });
  body.pipeTo(caller);
  source.send(200);
  expect(room.bytes).toBeGreaterThanOrEqual(200);
  source.send(200);
  expect(kinds(collected)).toEqual(['not-kept']);
  expect(room.bytes).toBe(0);
  const tiny = collect();
  tiny.body.pipeTo(tiny.caller);
  for (let sent = 0; sent < 100; sent++) tiny.source.send(1);
  expect(kinds(tiny.collected)).toEqual(['not-kept']);
  expect(tiny.caller.bytes).toBe(100);
});
