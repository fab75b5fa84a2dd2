import { outbox, type RootKey, type UnitOfWork } from '#libs/persistence';
import type { JobName } from '#libs/queue';

const job: JobName = 'publish-access-key';

/** Asks for gateways to be told of a new key of a root. No queue is there yet: the sweep finds it. */
export async function publishRootKey(uow: UnitOfWork, { accountId, accessKeyId }: RootKey): Promise<void> {
  await outbox.add(uow, { accountId, region: 'us-east-1' }, job, { accessKeyId });
}
