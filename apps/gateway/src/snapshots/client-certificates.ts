import { createSecureContext } from 'node:tls';
import {
  clientCertificateSealContext,
  documentNames,
  type ClientCertificateDocument,
  type GatewaySeal,
} from '#libs/snapshot-format';
import { unquotedMessage } from '#libs/telemetry';
import type { ClientCertificate } from '../invocation/active-stage.js';
import { handlerOf } from './document-handler.js';

/**
 * The client certificates that stages may name. Their private keys are in clear in this process's memory
 * alone.
 */
export class ClientCertificates {
  private readonly byId = new Map<string, ClientCertificate>();
  readonly handler = handlerOf('client-certificate', {
    names: () => [...this.byId.keys()],
    put: (name, document) => this.put(name, document),
  });

  constructor(private readonly seal: GatewaySeal) {}

  get(id: string): ClientCertificate | undefined {
    return this.byId.get(id);
  }

  /**
   * Null, or why the document cannot be taken over. A stage that shows a certificate keeps it when the
   * document goes.
   */
  put(name: string, document: ClientCertificateDocument | null): string | null {
    if (document === null) {
      this.byId.delete(name);
      return null;
    }
    const { clientCertificateId: id, certificate: cert, privateKeySealed } = document;
    if (documentNames.clientCertificate(id) !== name) return 'it is named after another client certificate';
    const key = this.seal.open(privateKeySealed, clientCertificateSealContext(id));
    if (key === null) return 'its private key was sealed with another gateway token';
    try {
      // An expired certificate is shown all the same: what to make of it is the backend's business.
      this.byId.set(id, { id, secureContext: createSecureContext({ cert, key }) });
      return null;
    } catch (error) {
      return `certificate and private key cannot be used: ${unquotedMessage(error)}`;
    }
  }
}
