import type { AccountDocument, ApiKeyDocument, UsagePlanDocument } from '#libs/snapshot-format';
import { parseBody } from './check-change.js';
import { handlerOf, type DocumentHandler } from './document-handler.js';
import type { LocalStore } from './local-store.js';
import type { StoreGeneration } from './store-generation.js';
import type { DocumentChange, PublishedDocuments } from '../invocation/published-documents.js';

/** Parsed keys kept in memory; the rest is one read from the memory-mapped store away. */
const apiKeysKept = 10_000;

/** The documents that admission reads: plans and accounts in memory, API keys in the local store. */
export class DocumentTable implements PublishedDocuments {
  private readonly usagePlans = new Map<string, UsagePlanDocument>();
  private readonly accounts = new Map<string, AccountDocument>();
  private readonly recentApiKeys = new Map<string, ApiKeyDocument>();
  private readonly listeners: ((change: DocumentChange) => void)[] = [];
  readonly handlers: Readonly<Record<'usage-plan' | 'account' | 'api-key' | 'quota', DocumentHandler>> = {
    'usage-plan': handlerOf('usage-plan', {
      names: () => [...this.usagePlans.keys()],
      put: (name, plan) => this.putUsagePlan(name, plan),
    }),
    account: handlerOf('account', {
      names: () => [...this.accounts.keys()],
      put: (name, account) => this.putAccount(name, account),
    }),
    'api-key': handlerOf('api-key', {
      // Kept on disk alone, and read from there: nothing to do before it is there.
      put: () => undefined,
      stored: (name, deleted) => this.apiKeyStored(name, deleted),
      replaced: () => this.apiKeysReplaced(),
    }),
    quota: handlerOf('quota', { put: (name, quota) => this.quotaChanged(name, quota === null) }),
  };

  /**
   * Where keys are read from. While a generation is taken over still the one before: its keys name plans that
   * are here.
   */
  private keys: Pick<StoreGeneration, 'get'>;

  constructor(private readonly store: LocalStore) {
    this.keys = store.present;
  }

  usagePlan(usagePlanId: string): UsagePlanDocument | undefined {
    return this.usagePlans.get(usagePlanId);
  }

  account(accountId: string, region: string): AccountDocument | undefined {
    return this.accounts.get(`${accountId}/${region}`);
  }

  apiKey(valueSha256: string): ApiKeyDocument | undefined {
    const recent = this.recentApiKeys.get(valueSha256);
    if (recent) return recent;
    const stored = this.keys.get('api-key', valueSha256);
    if (!stored) return undefined;
    const parsed = parseBody('api-key', stored.body);
    if (!parsed.ok) return undefined;
    // The oldest entry goes first: a Map keeps the order of insertion, and a key in use comes back at once.
    if (this.recentApiKeys.size >= apiKeysKept) {
      this.recentApiKeys.delete(this.recentApiKeys.keys().next().value as string);
    }
    this.recentApiKeys.set(valueSha256, parsed.value);
    return parsed.value;
  }

  onChange(listener: (change: DocumentChange) => void): void {
    this.listeners.push(listener);
  }

  private putUsagePlan(name: string, document: UsagePlanDocument | null): void {
    if (document) this.usagePlans.set(name, document);
    else this.usagePlans.delete(name);
    this.tell({ kind: 'usage-plan', name, deleted: document === null });
  }

  private putAccount(name: string, document: AccountDocument | null): void {
    if (document) this.accounts.set(name, document);
    else this.accounts.delete(name);
    this.tell({ kind: 'account', name, deleted: document === null });
  }

  /** After the store has the new version: forgets the parsed one. */
  private apiKeyStored(name: string, deleted: boolean): void {
    this.recentApiKeys.delete(name);
    this.tell({ kind: 'api-key', name, deleted });
  }

  /** All keys may be others. */
  private apiKeysReplaced(): void {
    this.keys = this.store.present;
    this.recentApiKeys.clear();
    this.tell({ kind: 'api-key', name: '', deleted: false });
  }

  private quotaChanged(name: string, deleted: boolean): void {
    this.tell({ kind: 'quota', name, deleted });
  }

  private tell(change: DocumentChange): void {
    for (const listener of this.listeners) listener(change);
  }
}
