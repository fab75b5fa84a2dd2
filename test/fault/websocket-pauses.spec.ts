import { once } from 'node:events';
import { waitFor } from '#libs/testing';
import { startChatInstallation, type ChatInstallation } from './support/chat-installation.js';

const hasRedis = process.env['TOLLGATE_TEST_REDIS_URL'] !== undefined;

// CI always has a Redis; elsewhere it may not be installed.
(hasRedis ? describe : describe.skip)('a gateway that stands still for longer than its lease', () => {
  let chat: ChatInstallation;
  beforeAll(async () => {
    chat = await startChatInstallation(2);
  }, 180_000);
  afterAll(() => chat?.close());

  test('is dead to the others, and when it wakes ends what it held; nothing is said twice or late', async () => {
    const clients = await chat.openAtEach(5);
    const stopped = clients.filter(({ gateway }) => gateway === 0);
    expect(await chat.post(1, stopped[0]!.id, 'before')).toBe(200);
    const { pid } = chat.tollgate.gateways[0]!;
    process.kill(pid!, 'SIGSTOP');
    const statuses = await Promise.all(stopped.map(({ id }) => chat.post(1, id, 'late')));
    expect(statuses).toEqual(stopped.map(() => 410));
    await waitFor(() => chat.disconnected.length >= stopped.length);
    const closed = stopped.map(({ socket }) => once(socket, 'close'));
    process.kill(pid!, 'SIGCONT');
    for (const [code] of (await Promise.all(closed)) as [number][]) expect(code).toBe(1001);
    expect(stopped.flatMap(({ received }) => received)).toEqual(['before']);
    // It goes on under another name.
    const [client] = await chat.openAtEach(1);
    await waitFor(async () => (await chat.post(1, client!.id, 'again')) === 200);
    expect([...chat.disconnected].sort()).toEqual(stopped.map(({ id }) => id).sort());
  });
});
