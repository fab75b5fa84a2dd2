import { outbox } from '#libs/persistence';
import type { Job, JobConsumer } from '#libs/queue';
import { startPublishingWorker } from '../testing/publishing-worker.js';
import { startControlPlane, type TestControlPlane } from '../testing/start-control-plane.js';

let plane: TestControlPlane;
let databaseUrl: string;
let worker: JobConsumer | null = null;

beforeAll(async () => {
  plane = await startControlPlane({
    databaseUrlOf: (url) => (databaseUrl = url),
    env: { TOLLGATE_DEPLOY_WAIT_MS: '30000' },
  });
});
afterEach(async () => {
  await worker?.close();
  worker = null;
});
afterAll(() => plane?.close());

const startWorker = async (process?: (job: Job) => Promise<void>): Promise<void> => {
  worker = await startPublishingWorker(plane, databaseUrl, process);
};

const owner = { accountId: '000000000000', region: 'us-east-1' };

describe('/_tollgate/v1/jobs', () => {
  const jobs = async (query: string, region = 'us-east-1') => {
    const response = await plane.signedFetch(`/_tollgate/v1/jobs${query}`, { region });
    expect(response.status).toBe(200);
    return (await response.json()) as {
      items: { id: string; state: string; reason?: string }[];
      position?: string;
    };
  };

  test('a dead job is shown to its owner with the reason, and can be retried', async () => {
    await startWorker(async () => {
      throw new Error('the disk is full');
    });
    const id = await plane.database.write((uow) =>
      outbox.add(uow, owner, 'publish-rest-api', { restApiId: 'api0000001' }),
    );
    const retry = () => plane.signedFetch(`/_tollgate/v1/jobs/${id}/retry`, { method: 'POST' });
    expect((await jobs('?state=open')).items.map((job) => job.id)).toContain(id);
    expect((await retry()).status).toBe(409);

    await plane.database.write((uow) => outbox.markDead(uow, id, 'the disk is full'));
    expect((await jobs('')).items).toContainEqual(
      expect.objectContaining({
        id,
        state: 'dead',
        reason: 'the disk is full',
        payload: { restApiId: 'api0000001' },
      }),
    );
    expect((await jobs('', 'eu-west-1')).items).toEqual([]);
    expect(
      (await plane.signedFetch(`/_tollgate/v1/jobs/${id}/retry`, { method: 'POST', region: 'eu-west-1' }))
        .status,
    ).toBe(404);

    await worker?.close();
    await startWorker();
    const response = await retry();
    expect([response.status, await response.json()]).toMatchObject([200, { id, state: 'done' }]);
    expect((await jobs('')).items.map((job) => job.id)).not.toContain(id);
  });

  test('lists page by page', async () => {
    const add = (restApiId: string) =>
      plane.database.write((uow) => outbox.add(uow, owner, 'publish-rest-api', { restApiId }));
    const ids = [await add('api0000001'), await add('api0000001'), await add('api0000001')];
    const seen: string[] = [];
    for (let position = ''; ;) {
      const listed = await jobs(`?state=open&limit=2${position}`);
      seen.push(...listed.items.map((job) => job.id));
      if (!listed.position) break;
      position = `&position=${encodeURIComponent(listed.position)}`;
    }
    expect(seen.filter((id) => ids.includes(id))).toEqual(ids);
  });

  test.each(['?state=done', '?state=', '?position=nonsense'])('400 for %s', async (query) => {
    expect((await plane.signedFetch(`/_tollgate/v1/jobs${query}`)).status).toBe(400);
  });

  test.each(['0', 'x', '99999999999999999999', '-1'])('404 for a retry of %s', async (id) => {
    expect((await plane.signedFetch(`/_tollgate/v1/jobs/${id}/retry`, { method: 'POST' })).status).toBe(404);
  });
});
