import { documentNames, type DeniedIdentityDocument } from '#libs/snapshot-format';
import type { CallerName, DeniedIdentities } from '../invocation/denied-identities.js';
import { handlerOf } from './document-handler.js';

/** The identities that accounts deny, by what a request brings. */
export class DeniedIdentityDocuments implements DeniedIdentities {
  private readonly byId = new Map<string, DeniedIdentityDocument>();
  private readonly byKey = new Map<string, DeniedIdentityDocument>();
  private tell = (): void => undefined;
  readonly handler = handlerOf('denied-identity', {
    names: () => [...this.byId.keys()],
    put: (name, document) => this.put(name, document),
  });

  get isEmpty(): boolean {
    return this.byKey.size === 0;
  }

  /** For the life of the process: is told whenever somebody is denied, or is not any more. */
  onChange(tell: () => void): void {
    this.tell = tell;
  }

  /** Those whose time is over count no more, whether or not they were taken back already. */
  find(accountId: string, name: CallerName, nowMs: number): DeniedIdentityDocument | undefined {
    const found = this.byKey.get(keyOf(accountId, name));
    return found !== undefined && nowMs < found.untilMs ? found : undefined;
  }

  /** Null, or why the document cannot be taken over. */
  private put(name: string, document: DeniedIdentityDocument | null): string | null {
    if (document !== null && documentNames.deniedIdentity(document.id) !== name) {
      return 'it is named after another identity';
    }
    const before = this.byId.get(name);
    if (before) this.byKey.delete(keyOf(before.accountId, before));
    if (document === null) {
      this.byId.delete(name);
      this.tell();
      return null;
    }
    this.byId.set(name, document);
    this.byKey.set(keyOf(document.accountId, document), document);
    this.tell();
    return null;
  }
}

/** Neither accounts nor types have a blank. */
const keyOf = (accountId: string, { type, value }: CallerName): string => `${accountId} ${type} ${value}`;
