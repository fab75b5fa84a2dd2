import { auditChain } from '#libs/persistence';
import { documentNames, sealDocument } from '#libs/snapshot-format';
import type { Publisher } from './publisher.js';

/** The end of an account's chain of audit events, for gateways to keep. */
export const auditHeadPublisher: Publisher<'publish-audit-head'> = {
  async documents(uow, { accountId }) {
    const head = await auditChain.toPublish(uow, accountId);
    return {
      subject: `audit-head/${accountId}`,
      documents: head ? [sealDocument('audit-head', documentNames.auditHead(accountId), { ...head })] : [],
    };
  },
};
