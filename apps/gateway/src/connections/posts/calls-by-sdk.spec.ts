import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import {
  DeleteConnectionCommand,
  ForbiddenException,
  GetConnectionCommand,
  GoneException,
  LimitExceededException,
  PayloadTooLargeException,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import { frame, opcodes, waitFor, type Frame } from '#libs/testing';
import {
  ada,
  pathOfStage,
  root,
  startCalledSystem,
  type CalledClient,
  type CalledSystem,
} from '../../testing/called-connections.js';
import { domainDocument, domainName, mappingTo, publishDomain } from '../../testing/custom-domains.js';
import { secretAccessKey, signed } from '../../testing/signing-callers.js';
import { webSocketApiId, webSocketHost } from '../../testing/websocket-documents.js';
import { newConnectionId, newProcessName } from '../connection-id.js';

let system: CalledSystem;
beforeAll(async () => {
  system = await startCalledSystem({ webSocketLimits: { waitingBytesMax: 256 * 1024 } });
});
afterAll(() => system?.stop());

const post = (id: string, Data: string | Uint8Array, client = system.sdk()) =>
  client.send(new PostToConnectionCommand({ ConnectionId: id, Data }));

async function frameOf({ socket }: CalledClient): Promise<Frame> {
  const next = await socket.next();
  if (typeof next === 'string') throw new Error(`the connection ${next}`);
  return next;
}

/** The message that comes next, and how long its frames are. */
async function messageOf(client: CalledClient) {
  const frames = [await frameOf(client)];
  while (!frames.at(-1)!.fin) frames.push(await frameOf(client));
  return {
    opcode: frames[0]!.opcode,
    data: Buffer.concat(frames.map(({ payload }) => payload)),
    lengths: frames.map(({ payload }) => payload.length),
  };
}

test('a post is a message of text to the client', async () => {
  const client = await system.open();
  const { $metadata } = await post(client.id, 'grüß dich');
  expect($metadata.httpStatusCode).toBe(200);
  expect(await messageOf(client)).toMatchObject({ opcode: opcodes.text, data: Buffer.from('grüß dich') });
  await post(client.id, '');
  expect(await messageOf(client)).toMatchObject({ opcode: opcodes.text, lengths: [0] });
});

test('bytes that are no UTF-8 are a binary message: as text the client would have to fail', async () => {
  const client = await system.open();
  await post(client.id, Buffer.from([0, 0xff, 0xfe]));
  expect(await messageOf(client)).toMatchObject({
    opcode: opcodes.binary,
    data: Buffer.from([0, 0xff, 0xfe]),
  });
});

test('131,072 bytes come in frames of 32 KB, one more is refused', async () => {
  const client = await system.open();
  const data = Buffer.from('ä'.repeat(65_536));
  await post(client.id, data);
  const message = await messageOf(client);
  expect(message).toMatchObject({ opcode: opcodes.text, lengths: [32_768, 32_768, 32_768, 32_768] });
  expect(message.data.equals(data)).toBe(true);
  const refused = post(client.id, Buffer.alloc(131_073, 'x'));
  await expect(refused).rejects.toBeInstanceOf(PayloadTooLargeException);
  await expect(refused).rejects.toMatchObject({ $metadata: { httpStatusCode: 413 } });
  expect(client.socket.waiting).toBe(0);
});

test('GetConnection tells who is connected, since when, and when something last went over it', async () => {
  const client = await system.open();
  const get = () => system.sdk().send(new GetConnectionCommand({ ConnectionId: client.id }));
  const before = await get();
  expect(before).toMatchObject({
    Identity: { SourceIp: '127.0.0.1', UserAgent: expect.any(String) as string },
  });
  expect(before.ConnectedAt!.getTime()).toBeGreaterThan(Date.now() - 60_000);
  await waitFor(async () => {
    client.socket.text('again');
    await frameOf(client);
    return (await get()).LastActiveAt! > before.LastActiveAt!;
  });
  expect((await get()).ConnectedAt).toEqual(before.ConnectedAt);
});

test('DeleteConnection closes it, its $disconnect says 1000, and from then on it is gone', async () => {
  const client = await system.open();
  const { $metadata } = await system.sdk().send(new DeleteConnectionCommand({ ConnectionId: client.id }));
  expect($metadata.httpStatusCode).toBe(204);
  const close = await frameOf(client);
  expect([close.opcode, close.payload.readUInt16BE(0)]).toEqual([opcodes.close, 1000]);
  // Before the client has answered, too.
  await expect(post(client.id, 'late')).rejects.toBeInstanceOf(GoneException);
  client.socket.write(frame(opcodes.close, { payload: close.payload }));
  const told = () => system.backend.event().requestContext as Readonly<Record<string, unknown>>;
  await waitFor(() => told().connectionId === client.id);
  expect(told()).toMatchObject({
    eventType: 'DISCONNECT',
    disconnectStatusCode: 1000,
    disconnectReason: 'Connection Closed Normally',
  });
  const get = system.sdk().send(new GetConnectionCommand({ ConnectionId: client.id }));
  await expect(get).rejects.toMatchObject({ name: 'GoneException', $metadata: { httpStatusCode: 410 } });
});

test('what never was, and what is another stage’s or another API’s, is gone', async () => {
  const client = await system.open();
  for (const id of [newConnectionId(newProcessName()), 'nonsense', `${client.id}x`]) {
    await expect(post(id, 'x')).rejects.toBeInstanceOf(GoneException);
  }
  const ofOther = system.sdk(root, pathOfStage(webSocketApiId, 'other'));
  await expect(post(client.id, 'x', ofOther)).rejects.toBeInstanceOf(GoneException);
  const nowhere = system.sdk(root, pathOfStage(webSocketApiId, 'nowhere'));
  await expect(post(client.id, 'x', nowhere)).rejects.toBeInstanceOf(ForbiddenException);
  expect(client.socket.waiting).toBe(0);
});

test('a client that does not read is a limit that was exceeded', async () => {
  const client = await system.open();
  client.socket.socket.pause();
  const data = Buffer.alloc(131_072, 'x');
  const fill = async (): Promise<unknown> => {
    for (;;) await post(client.id, data);
  };
  const refused = fill();
  await expect(refused).rejects.toBeInstanceOf(LimitExceededException);
  await expect(refused).rejects.toMatchObject({ $metadata: { httpStatusCode: 429 } });
  client.socket.socket.destroy();
});

test('an attempt of the SDK that comes twice is one message', async () => {
  const client = await system.open();
  const path = `${pathOfStage()}/@connections/${encodeURIComponent(client.id)}`;
  const headers = { host: '127.0.0.1', 'amz-sdk-invocation-id': '4d1ccd28-7e1d-43ba-a2ce-53a38c1c2c2f' };
  const attempt = () => system.call(path, signed(path, root, { method: 'POST', body: 'once', headers }));
  expect((await attempt()).status).toBe(200);
  expect((await attempt()).status).toBe(200);
  await post(client.id, 'end');
  expect((await messageOf(client)).data.toString()).toBe('once');
  expect((await messageOf(client)).data.toString()).toBe('end');
});

describe('who may call', () => {
  test('is said by policies, on the connection, however its id is escaped', async () => {
    const client = await system.open();
    await post(client.id, 'from ada', system.sdk(ada));
    expect((await messageOf(client)).data.toString()).toBe('from ada');
    const arn = `arn:aws:execute-api:us-east-1:********0000:${webSocketApiId}/dev/DELETE/@connections/${client.id}`;
    const refused = system.sdk(ada).send(new DeleteConnectionCommand({ ConnectionId: client.id }));
    await expect(refused).rejects.toMatchObject({
      $metadata: { httpStatusCode: 403 },
      message: `User: arn:aws:iam::000000000000:user/aidaada is not authorized to perform: execute-api:ManageConnections on resource: ${arn} with an explicit deny`,
    });
    // Any letter may be escaped, once or twice.
    const [first, rest] = [client.id.charCodeAt(0).toString(16), encodeURIComponent(client.id.slice(1))];
    for (const spelled of [`%${first}${rest}`, `%25${first}${rest}`]) {
      const path = `${pathOfStage()}/@connections/${spelled}`;
      const call = signed(path, ada, { method: 'DELETE', headers: { host: '127.0.0.1' } });
      expect((await system.call(path, call)).status).toBe(403);
    }
    const elsewhere = post(client.id, 'x', system.sdk(ada, pathOfStage(webSocketApiId, 'other')));
    await expect(elsewhere).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } });
  });

  test('nobody who has not signed, or whom nobody knows', async () => {
    const { id } = await system.open();
    const unsigned = await system.call(`/dev/@connections/${id}`, { method: 'POST', host: webSocketHost });
    expect([unsigned.status, unsigned.headers['x-amzn-errortype'], unsigned.json()]).toEqual([
      403,
      'ForbiddenException',
      { message: 'Missing Authentication Token' },
    ]);
    await expect(post(id, 'x', system.sdk('AKIANOBODY'))).rejects.toMatchObject({
      name: 'ForbiddenException',
      message: 'The security token included in the request is invalid.',
    });
  });

  test('nothing but by POST, GET and DELETE, nor anything else below the stage', async () => {
    const { id } = await system.open();
    const put = `/dev/@connections/${encodeURIComponent(id)}`;
    const headers = { host: webSocketHost };
    expect(await system.call(put, signed(put, root, { method: 'PUT', headers }))).toMatchObject({
      status: 403,
    });
    for (const path of ['/dev', '/dev/@connections', '/dev/@connections/', '/dev/pets']) {
      const response = await system.call(path, signed(path, root, { headers }));
      expect([response.status, response.json()]).toEqual([403, { message: 'Forbidden' }]);
    }
  });
});

test('at the host of the API and at a custom domain, under the mapping’s key, with escaped ids and plain', async () => {
  const client = await system.open();
  await publishDomain(system, domainDocument({ mappings: [mappingTo('chat', webSocketApiId, 'dev')] }));
  let count = 0;
  for (const [host, base] of [
    [webSocketHost, '/dev'],
    [domainName, '/chat'],
  ] as const) {
    for (const id of [client.id, encodeURIComponent(client.id)]) {
      const path = `${base}/@connections/${id}`;
      const body = `message ${(count += 1)}`;
      const response = await system.call(
        path,
        signed(path, root, { method: 'POST', body, headers: { host } }),
      );
      expect([response.status, response.body]).toEqual([200, '']);
      expect((await messageOf(client)).data.toString()).toBe(body);
    }
  }
});

test('aws-cli posts, reads and deletes', async () => {
  const client = await system.open();
  const run = async (...words: string[]): Promise<string> => {
    const endpoint = `http://127.0.0.1:${system.gateway.httpPort}${pathOfStage()}`;
    const { stdout } = await promisify(execFile)(
      'aws',
      ['apigatewaymanagementapi', ...words, '--connection-id', client.id, '--endpoint-url', endpoint],
      {
        env: {
          PATH: process.env['PATH'] ?? '',
          HOME: '/nonexistent',
          AWS_PAGER: '',
          AWS_ACCESS_KEY_ID: root,
          AWS_SECRET_ACCESS_KEY: secretAccessKey,
          AWS_DEFAULT_REGION: 'us-east-1',
        },
      },
    );
    return stdout;
  };
  await run('post-to-connection', '--data', 'aGVsbG8=');
  expect((await messageOf(client)).data.toString()).toMatch(/^(hello|aGVsbG8=)$/);
  expect(JSON.parse(await run('get-connection', '--output', 'json'))).toMatchObject({
    Identity: { SourceIp: '127.0.0.1' },
  });
  await run('delete-connection');
  expect((await frameOf(client)).opcode).toBe(opcodes.close);
  await expect(run('get-connection')).rejects.toMatchObject({
    stderr: expect.stringContaining('GoneException') as string,
  });
});
