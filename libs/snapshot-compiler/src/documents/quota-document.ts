import { documentNames, sealDocument, type SealedDocument } from '#libs/snapshot-format';

/** Tells gateways that a running period was changed from outside; `revision` is the count of such changes. */
export function quotaDocument(usagePlanId: string, keyId: string, revision: number): SealedDocument {
  return sealDocument('quota', documentNames.quota(usagePlanId, keyId), {
    usagePlanId,
    keyId,
    revision,
  });
}
