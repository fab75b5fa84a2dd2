import { waitFor } from '#libs/testing';
import {
  startChatInstallation,
  type ChatClient,
  type ChatInstallation,
} from './support/chat-installation.js';

const hasRedis = process.env['TOLLGATE_TEST_REDIS_URL'] !== undefined;
const clientsInAll = 1000;
const postsToEach = 10;
/** Senders at work at once. */
const senders = 50;

// CI always has a Redis; elsewhere it may not be installed.
(hasRedis ? describe : describe.skip).each([2, 4])('%i gateways that share a Redis', (gateways) => {
  let chat: ChatInstallation;
  let clients: ChatClient[];
  beforeAll(async () => {
    chat = await startChatInstallation(gateways);
    clients = await chat.openAtEach(clientsInAll / gateways);
  }, 300_000);
  afterAll(() => chat?.close());

  /** Each client has one sender, at another gateway than its own, who posts one message after the other. */
  async function postToAll(
    to: readonly ChatClient[],
    at: (client: ChatClient) => number,
    posted: (count: number) => void = () => undefined,
  ): Promise<Map<ChatClient, number[]>> {
    const statuses = new Map<ChatClient, number[]>();
    const queue = [...to];
    let count = 0;
    const work = async (): Promise<void> => {
      for (let client = queue.shift(); client; client = queue.shift()) {
        const ofClient: number[] = [];
        statuses.set(client, ofClient);
        for (let number = 0; number < postsToEach; number++) {
          ofClient.push(await chat.post(at(client), client.id, String(number)));
          posted((count += 1));
        }
      }
    };
    await Promise.all(Array.from({ length: senders }, work));
    return statuses;
  }

  test('10,000 posts to 1,000 connections come once each, in the order of their sender', async () => {
    const statuses = await postToAll(clients, ({ gateway }) => (gateway + 1) % gateways);
    expect(new Set([...statuses.values()].flat())).toEqual(new Set([200]));
    const inOrder = Array.from({ length: postsToEach }, (_, number) => String(number));
    await waitFor(() => clients.every(({ received }) => received.length >= postsToEach));
    for (const { received } of clients) expect(received.splice(0)).toEqual(inOrder);
  });

  test('with a gateway killed meanwhile none comes twice, the rest is 410, and who has gone is told once', async () => {
    const killed = 0;
    const living = (client: ChatClient): number =>
      client.gateway === gateways - 1 ? Math.max(1, gateways - 2) : gateways - 1;
    const killing: Promise<void>[] = [];
    const statuses = await postToAll(clients, living, (count) => {
      if (count === 2000) killing.push(chat.tollgate.gateways[killed]!.kill());
    });
    await Promise.all(killing);
    for (const [client, ofClient] of statuses) {
      const { gateway, received } = client;
      // Once gone, for ever gone; nothing else is ever said.
      expect(ofClient.join(' ')).toMatch(/^(200 ?)*(410 ?)*$/);
      const sent = ofClient.filter((status) => status === 200).length;
      if (gateway !== killed) expect(sent).toBe(postsToEach);
      const numbers = received.map(Number);
      expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
      if (gateway !== killed) await waitFor(() => received.length === postsToEach);
    }
    const gone = clients.filter(({ gateway }) => gateway === killed).map(({ id }) => id);
    await waitFor(() => chat.disconnected.length >= gone.length);
    expect([...chat.disconnected].sort()).toEqual([...gone].sort());
    const left = clients.filter(({ gateway }) => gateway !== killed).map(({ id }) => id);
    expect((await chat.list()).map(({ connectionId }) => connectionId)).toEqual(left.sort());
  });
});
