import type { SecureContext, TLSSocket } from 'node:tls';
import type { ActiveDomains } from '../domains/active-domains.js';
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
export function createContextChoice(
  domains: ActiveDomains,
  contexts: Pick<ServerContexts, 'of'>,
): ChooseContext {
  return function chooseContext(serverName, done) {
    const domain = domains.find(serverName.toLowerCase());
    if (domain === undefined) return done(null);
    if (domain.minimumTlsVersion === 'TLSv1.3' && (this as TLSSocket).getProtocol() !== 'TLSv1.3') {
      return done(new Error('the domain asks for a newer version of TLS'));
    }
    done(null, contexts.of(domain) ?? undefined);
  };
}
