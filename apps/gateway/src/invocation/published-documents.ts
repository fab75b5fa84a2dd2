import type { AccountDocument, ApiKeyDocument, UsagePlanDocument } from '#libs/snapshot-format';

/**
 * The published documents that admission reads while requests run. All responses are from memory or from the
 * local store: no waiting.
 */
export interface PublishedDocuments {
  usagePlan(usagePlanId: string): UsagePlanDocument | undefined;
  account(accountId: string, region: string): AccountDocument | undefined;
  /**
   * By the SHA-256 of the key's value, hex. Read from the local store on demand; recently used ones are kept
   * parsed.
   */
  apiKey(valueSha256: string): ApiKeyDocument | undefined;
  /**
   * Called after a document was taken over (`deleted` when it is gone). Snapshots and stages are left out:
   * they reach admission as the `ActiveStage` of each request.
   */
  onChange(listener: (change: DocumentChange) => void): void;
}

export interface DocumentChange {
  readonly kind: 'api-key' | 'usage-plan' | 'quota' | 'account';
  readonly name: string;
  readonly deleted: boolean;
}
