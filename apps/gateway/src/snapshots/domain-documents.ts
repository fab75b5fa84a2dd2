import { DomainNameTable } from '#libs/domain-routing';
import {
  documentNames,
  domainCertificateSealContext,
  type DomainDocument,
  type GatewaySeal,
  type UploadedDomainCertificate,
} from '#libs/snapshot-format';
import { activateDomain, type ActiveDomain } from '../domains/active-domain.js';
import type { ActiveDomains } from '../domains/active-domains.js';
import type { VpcEndpoint } from '../http/vpc-endpoint.js';
import { parseBody } from './check-change.js';
import { handlerOf } from './document-handler.js';
import type { LocalStore } from './local-store.js';

interface DomainDocumentsOptions {
  readonly store: Pick<LocalStore, 'present'>;
  readonly seal: GatewaySeal;
  /** Whether a host is one of APIs: those are no customer's. */
  readonly isOwnHost: (hostName: string) => boolean;
  /** What the gateway stands behind; null: nothing. */
  readonly vpcEndpoint: VpcEndpoint | null;
}

/**
 * The custom domains, by their names: behind a VPC endpoint the private ones that have an access association
 * with it, else those that are not private. Documents stay on disk, with the certificates that some of them
 * hold.
 */
export class DomainDocuments implements ActiveDomains {
  /** Of each document the domain's name. */
  private readonly names = new Map<string, string>();
  private readonly byHost = new DomainNameTable<ActiveDomain>();
  private readonly listeners: ((documentName: string | null) => void)[] = [];
  private readonly trustListeners: (() => void)[] = [];
  readonly handler = handlerOf('domain', {
    names: () => [...this.names.keys()],
    put: (name, document) => this.put(name, document),
    stored: (name) => this.tell(name),
    replaced: () => this.tell(null),
  });

  constructor(private readonly options: DomainDocumentsOptions) {}

  get size(): number {
    return this.byHost.size;
  }

  find(hostName: string): ActiveDomain | undefined {
    return this.byHost.find(hostName);
  }

  /** The certificate that CreateDomainName was given; undefined when the document has none that opens. */
  uploadedCertificate(documentName: string): UploadedDomainCertificate | undefined {
    const stored = this.options.store.present.get('domain', documentName);
    const document = stored && parseBody('domain', stored.body);
    if (!document?.ok || document.value.uploadedCertificateSealed === undefined) return undefined;
    const { domainId, uploadedCertificateSealed: sealed } = document.value;
    const opened = this.options.seal.open(sealed, domainCertificateSealContext(domainId));
    return opened === null ? undefined : (JSON.parse(opened) as UploadedDomainCertificate);
  }

  /** Told the name of a document that is another on disk now, or gone, and null when all may be others. */
  onChange(listener: (documentName: string | null) => void): void {
    this.listeners.push(listener);
  }

  /** Told when a domain lets others certify its callers than before, or nobody, or for the first time. */
  onTrustChange(listener: () => void): void {
    this.trustListeners.push(listener);
  }

  /** Null, or why the document cannot be taken over. */
  private put(name: string, document: DomainDocument | null): string | null {
    if (document === null) {
      const domainName = this.names.get(name);
      this.names.delete(name);
      if (domainName !== undefined) this.deactivate(domainName, name);
      return null;
    }
    const { domainName, domainId, isPrivate = false } = document;
    if (documentNames.domain(domainName, isPrivate ? domainId : null) !== name) {
      return 'it is named after another domain';
    }
    if (this.options.isOwnHost(domainName)) return 'the name is one of the hosts of APIs';
    this.names.set(name, domainName);
    if (this.isServed(document)) this.activate(activateDomain(document, name));
    else this.deactivate(domainName, name);
    return null;
  }

  private isServed({ isPrivate, vpcEndpointIds = [] }: DomainDocument): boolean {
    const { vpcEndpoint } = this.options;
    if (vpcEndpoint === null) return isPrivate !== true;
    return isPrivate === true && vpcEndpointIds.includes(vpcEndpoint.id);
  }

  private activate(domain: ActiveDomain): void {
    const before = this.byHost.named(domain.domainName);
    this.byHost.set(domain.domainName, domain);
    if (before?.clientTrust?.digest !== domain.clientTrust?.digest) this.trustChanged();
  }

  /** Unless another private domain of the same name has the endpoint by now. */
  private deactivate(domainName: string, documentName: string): void {
    const served = this.byHost.named(domainName);
    if (served?.documentName !== documentName) return;
    this.byHost.delete(domainName);
    if (served.clientTrust) this.trustChanged();
  }

  private trustChanged(): void {
    for (const listener of this.trustListeners) listener();
  }

  private tell(documentName: string | null): void {
    for (const listener of this.listeners) listener(documentName);
  }
}
