import type { ServerContexts } from './domains/server-contexts.js';
import type { GatewayOptions } from './gateway-options.js';
import type { TrustedProxies } from './http/trusted-proxies.js';
import { loadCertificate } from './listener/certificate.js';
import { CertificateFiles } from './listener/certificate-files.js';
import type { ConnectionBounds } from './listener/connection-bounds.js';
import { createHandshakes } from './listener/choose-context.js';
import type { HandlerOptions } from './listener/handle-request.js';
import { listen, type Listener } from './listener/listener.js';
import { ProxyHeaders } from './listener/proxy-headers.js';
import { createRequestHandlers } from './listener/request-handlers.js';
import type { DomainDocuments } from './snapshots/domain-documents.js';

export interface ServedByListener extends Omit<HandlerOptions, 'domain' | 'log' | 'domains'> {
  readonly domains: DomainDocuments;
  readonly contexts: ServerContexts;
  readonly trustedProxies: TrustedProxies;
  readonly bounds: ConnectionBounds;
}

/**
 * Opens the ports of traffic, or takes what a primary process hands over, with all that the options ask for.
 */
export async function startListener(options: GatewayOptions, served: ServedByListener): Promise<Listener> {
  const { log, behindPorts: behind } = options;
  const { domains, contexts, trustedProxies } = served;
  const files = options.certificateFiles ? await CertificateFiles.open(options.certificateFiles, log) : null;
  const listener = await listen({
    ...options,
    door: served.door,
    trustedProxies,
    bounds: served.bounds,
    proxyHeaders: options.proxyProtocol
      ? new ProxyHeaders({ from: options.trustedProxies.length > 0 ? trustedProxies : null, log })
      : null,
    ...(behind && { adoptsFor: { httpPort: behind.http, httpsPort: behind.https } }),
    certificate: files?.atStart ?? (await loadCertificate(options.dataDir, options.domain, options.region)),
    ...createHandshakes(domains, contexts),
    ...createRequestHandlers({ ...options, ...served }),
  });
  // What was shown before is not what is asked for now.
  domains.onTrustChange(() => listener.forgetSessions());
  files?.follow((pair) => listener.showCertificate(pair));
  return {
    ...listener,
    drain: (...within) => {
      // What is shown while it drains is of no matter, and nobody stops it afterwards.
      files?.stop();
      return listener.drain(...within);
    },
  };
}
