import { GetAccountCommand, UpdateAccountCommand, type PatchOperation } from '@aws-sdk/client-api-gateway';
import { outbox } from '#libs/persistence';
import { startControlPlane, type TestControlPlane } from '../../../testing/start-control-plane.js';

let plane: TestControlPlane;
beforeAll(async () => {
  plane = await startControlPlane();
});
afterAll(() => plane.close());

const update = (...patchOperations: PatchOperation[]) =>
  plane.client.send(new UpdateAccountCommand({ patchOperations }));
/** Without that of the first start, which publishes the root's key. */
const openJobs = async () => {
  const open = await plane.database.read((uow) => outbox.open(uow, Date.now() + 60_000));
  return open.filter(({ jobName }) => jobName !== 'publish-access-key');
};

describe('200', () => {
  test('an account that nobody has changed has the settings of a new one', async () => {
    const response = await plane.signedFetch('/account');
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      cloudwatchRoleArn: `arn:aws:iam::${plane.accountId}:role/tollgate-logs`,
      throttleSettings: { burstLimit: 5000, rateLimit: 10_000 },
      features: ['UsagePlans'],
      apiKeyVersion: '4',
    });
  });

  test('a role is set, which gateways need not know, and unset, which they do', async () => {
    const role = 'arn:aws:iam::123456789012:role/logs';
    const changed = await update({ op: 'replace', path: '/cloudwatchRoleArn', value: role });
    expect(changed.cloudwatchRoleArn).toBe(role);
    expect(await openJobs()).toEqual([]);
    const unset = await update({ op: 'replace', path: '/cloudwatchRoleArn', value: '' });
    expect(unset.cloudwatchRoleArn).toBeUndefined();
    expect(await openJobs()).toMatchObject([{ jobName: 'publish-account' }]);
  });

  test('the throttle is changed in this account and region only, and is published', async () => {
    const before = (await openJobs()).length;
    await update({ op: 'replace', path: '/throttleSettings/rateLimit', value: '12.5' });
    const here = await plane.client.send(new GetAccountCommand({}));
    expect(here.throttleSettings).toEqual({ rateLimit: 12.5, burstLimit: 5000 });
    const elsewhere = await plane.clientFor('eu-west-1').send(new GetAccountCommand({}));
    expect(elsewhere.throttleSettings?.rateLimit).toBe(10_000);
    expect((await openJobs()).slice(before)).toMatchObject([
      { jobName: 'publish-account', payload: { accountId: plane.accountId, region: 'us-east-1' } },
    ]);
  });

  test('adding the feature that every account has changes nothing', async () => {
    const changed = await update({ op: 'add', path: '/features', value: 'UsagePlans' });
    expect(changed.features).toEqual(['UsagePlans']);
  });
});

describe('400', () => {
  test.each<[PatchOperation, string]>([
    [{ op: 'replace', path: '/no' }, 'Invalid patch path /no'],
    [
      { op: 'add', path: '/cloudwatchRoleArn' },
      'Invalid patch operation specified. Must be one of: [replace]',
    ],
    [{ op: 'replace', path: '/cloudwatchRoleArn', value: 'role' }, 'Invalid ARN specified in the request'],
    [
      { op: 'replace', path: '/throttleSettings/burstLimit', value: '1.5' },
      'Invalid burstLimit specified: 1.5',
    ],
  ])('%j is refused', async (operation, message) => {
    await expect(update(operation)).rejects.toMatchObject({ name: 'BadRequestException', message });
  });
});
