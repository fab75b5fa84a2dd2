import type { SecureContext, TLSSocket } from 'node:tls';
import type { ActiveDomains } from '../domains/active-domains.js';
import { ClientProofs } from '../mutual-tls/client-proofs.js';
import type { ServerContexts } from '../domains/server-contexts.js';

/** Node calls it on the socket, with the name that the caller asks for (SNI). */
export type ChooseContext = (
  this: unknown,
  serverName: string,
  done: (error: Error | null, context?: SecureContext) => void,
) => void;

/**
 * The certificate that a handshake gets: that of the custom domain it is for, else the gateway's own. One in
 * an older version of TLS than the domain's security policy asks for ends here: by now the version is
 * settled, and OpenSSL would hold it against the bounds of the default context only.
 */
function createContextChoice(
  domains: ActiveDomains,
  contexts: Pick<ServerContexts, 'of'>,
  clients: Pick<ClientProofs, 'ask'>,
): ChooseContext {
  return function chooseContext(serverName, done) {
    const domain = domains.find(serverName.toLowerCase());
    if (domain === undefined) return done(null);
    if (domain.minimumTlsVersion === 'TLSv1.3' && (this as TLSSocket).getProtocol() !== 'TLSv1.3') {
      return done(new Error('the domain asks for a newer version of TLS'));
    }
    // It shows no certificate, so none needs to be read for it.
    if (domain.clientTrust === null && (this as TLSSocket).isSessionReused()) return done(null);
    const context = contexts.of(domain);
    if (domain.clientTrust !== null) {
      // The gateway's own context trusts whom Node trusts, which is everybody with a public certificate.
      if (context === null) return done(new Error('the domain has no certificate to ask callers with'));
      if (!clients.ask(this as TLSSocket, domain)) {
        return done(new Error('callers cannot be asked for a certificate'));
      }
    }
    done(null, context ?? undefined);
  };
}

/** How a listener chooses certificates, and what it keeps of callers that were asked for theirs. */
export function createHandshakes(
  domains: ActiveDomains,
  contexts: Pick<ServerContexts, 'of'>,
): { readonly chooseContext: ChooseContext; readonly clients: ClientProofs } {
  const clients = new ClientProofs(domains);
  return { chooseContext: createContextChoice(domains, contexts, clients), clients };
}
