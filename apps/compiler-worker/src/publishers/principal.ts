import { findAwsManagedPolicy } from '#libs/identity';
import { attachedPolicies, inlinePolicies, principals, type UnitOfWork } from '#libs/persistence';
import { principalDocument } from '#libs/snapshot-compiler';
import type { NamedPolicy } from '#libs/snapshot-format';
import type { Publisher } from './publisher.js';

/** A user or a role, with its policies. */
export const principalPublisher: Publisher<'publish-principal'> = {
  async documents(uow, { principalId }) {
    const principal = await principals.findById(uow, principalId);
    const documents = principal ? [principalDocument(principal, await policiesOf(uow, principalId))] : [];
    return { subject: `principal/${principalId}`, documents };
  },
};

async function policiesOf(uow: UnitOfWork, principalId: string): Promise<NamedPolicy[]> {
  const inline = await inlinePolicies.all(uow, principalId);
  const attached = await attachedPolicies.documentsOf(uow, principalId);
  return [
    ...inline.map(({ name, document }) => ({ name, document })),
    // A text that is not to be had is published empty, which gateways refuse: it may have denied something.
    ...attached.map(({ arn, document }) => ({
      name: arn,
      document: document ?? findAwsManagedPolicy(arn)?.document ?? '',
    })),
  ];
}
