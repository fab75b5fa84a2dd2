import { attachedPolicies, type UnitOfWork } from '#libs/persistence';
import type { Publish } from '../definition/publish.js';
import type { ChangedSubject } from './identity-work.js';

/** IAM is of no region; what is shown of its jobs is shown in this one, where AWS has its endpoint. */
const region = 'us-east-1';

/**
 * Asks for what gateways must be told of a change of who may call, in the transaction of the change. The one
 * place that knows which documents a change is in.
 */
export async function publishIdentity(
  uow: UnitOfWork,
  publish: Publish,
  subjects: readonly ChangedSubject[],
): Promise<void> {
  for (const { accountId, ...subject } of subjects) {
    const owner = { accountId, region };
    switch (subject.kind) {
      case 'access-key':
        await publish(owner, 'publish-access-key', { accessKeyId: subject.id });
        break;
      case 'principal':
        await publish(owner, 'publish-principal', { principalId: subject.id });
        break;
      case 'policy':
        for (const principalId of await attachedPolicies.principalIdsOf(uow, subject.arn))
          await publish(owner, 'publish-principal', { principalId });
        break;
    }
  }
}
