import {
  accessKeySealContext,
  documentNames,
  type AccessKeyDocument,
  type GatewaySeal,
  type PrincipalDocument,
} from '#libs/snapshot-format';
import { compilePolicies } from '../identity/compile-policies.js';
import type { ActivePrincipal, OpenedKey, PublishedIdentity } from '../identity/published-identity.js';
import { handlerOf } from './document-handler.js';

/** Users, roles and the keys of users and roots, of all accounts. */
export class IdentityDocuments implements PublishedIdentity {
  private readonly keys = new Map<string, OpenedKey>();
  private readonly principals = new Map<string, ActivePrincipal>();
  readonly handlers = {
    'access-key': handlerOf('access-key', {
      names: () => [...this.keys.keys()],
      put: (name, document) => this.putKey(name, document),
    }),
    principal: handlerOf('principal', {
      names: () => [...this.principals.keys()],
      put: (name, document) => this.putPrincipal(name, document),
    }),
  };

  constructor(private readonly seal: GatewaySeal) {}

  key(accessKeyId: string): OpenedKey | undefined {
    return this.keys.get(accessKeyId);
  }

  principal(principalId: string): ActivePrincipal | undefined {
    return this.principals.get(principalId);
  }

  /** Null, or why the document cannot be taken over. */
  private putKey(name: string, document: AccessKeyDocument | null): string | null {
    if (document === null) {
      this.keys.delete(name);
      return null;
    }
    if (documentNames.accessKey(document.accessKeyId) !== name) return 'it is named after another access key';
    const secretAccessKey = this.seal.open(document.secretSealed, accessKeySealContext(document));
    if (secretAccessKey === null) return 'its secret was sealed with another gateway token';
    this.keys.set(name, { document, secretAccessKey });
    return null;
  }

  private putPrincipal(name: string, document: PrincipalDocument | null): string | null {
    if (document === null) {
      this.principals.delete(name);
      return null;
    }
    if (documentNames.principal(document.principalId) !== name) return 'it is named after another principal';
    const policies = compilePolicies(document.policies, 'identity');
    if (typeof policies === 'string') {
      // What it could do before may be what was taken from it.
      this.principals.delete(name);
      return policies;
    }
    this.principals.set(name, { document, policies });
    return null;
  }
}
