import { createSecureContext } from 'node:tls';
import {
  certificateSealContext,
  documentNames,
  type CertificateDocument,
  type GatewaySeal,
} from '#libs/snapshot-format';
import { unquotedMessage } from '#libs/telemetry';
import { parseBody } from './check-change.js';
import { handlerOf } from './document-handler.js';
import type { LocalStore } from './local-store.js';
import type { StoreGeneration } from './store-generation.js';

/** What a TLS server shows for a name; both PEM. */
export interface ServerCertificate {
  readonly id: string;
  /** The certificate, then those that certify it. */
  readonly chain: string;
  readonly privateKey: string;
}

/**
 * The certificates that domains may name. Of ten thousand of them only the ids are in memory: chain and key
 * are read from the local store when a handshake needs them, and whoever makes a context of them keeps it.
 */
export class Certificates {
  private readonly ids = new Set<string>();
  private readonly listeners: ((id: string | null) => void)[] = [];
  /** While a generation is taken over still the one before. */
  private documents: Pick<StoreGeneration, 'get'>;
  readonly handler = handlerOf('certificate', {
    names: () => [...this.ids],
    put: (name, document, seq) => this.put(name, document, seq),
    stored: (name) => this.tell(name),
    replaced: () => {
      this.documents = this.store.present;
      this.tell(null);
    },
  });

  constructor(
    private readonly store: Pick<LocalStore, 'present'>,
    private readonly seal: GatewaySeal,
  ) {
    this.documents = store.present;
  }

  has(id: string): boolean {
    return this.ids.has(id);
  }

  /** Undefined for one that is not here, also for the moment until its document is on disk. */
  find(id: string): ServerCertificate | undefined {
    const stored = this.documents.get('certificate', documentNames.certificate(id));
    const document = stored && parseBody('certificate', stored.body);
    if (!document?.ok) return undefined;
    const privateKey = this.keyOf(document.value);
    return privateKey === null ? undefined : { id, chain: document.value.chain, privateKey };
  }

  /** Told the id of a certificate that is another now, or gone, and null when all of them may be others. */
  onChange(listener: (id: string | null) => void): void {
    this.listeners.push(listener);
  }

  private put(name: string, document: CertificateDocument | null, seq: number): string | null {
    if (document === null) {
      this.ids.delete(name);
      return null;
    }
    if (documentNames.certificate(document.certificateId) !== name)
      return 'it is named after another certificate';
    const key = this.keyOf(document);
    if (key === null) return 'its private key was sealed with another gateway token';
    // What is on disk already was tried when it came: a start with ten thousand does not try all again.
    if (this.store.present.get('certificate', name)?.seq !== seq) {
      try {
        createSecureContext({ cert: document.chain, key });
      } catch (error) {
        return `certificate and private key cannot be used: ${unquotedMessage(error)}`;
      }
    }
    this.ids.add(name);
    return null;
  }

  private keyOf({ certificateId, privateKeySealed }: CertificateDocument): string | null {
    return this.seal.open(privateKeySealed, certificateSealContext(certificateId));
  }

  private tell(id: string | null): void {
    for (const listener of this.listeners) listener(id);
  }
}
