import type { Logger } from '#libs/telemetry';
import { ServerContexts } from '../domains/server-contexts.js';
import type { Certificates } from './certificates.js';
import type { DomainDocuments } from './domain-documents.js';

/** The certificates of domains as TLS takes them, each for as long as it is the newest. */
export function serverContexts(
  certificates: Certificates,
  domains: DomainDocuments,
  log: Pick<Logger, 'warn'>,
  bytesMax?: number,
): ServerContexts {
  const contexts = new ServerContexts(
    { acm: (id) => certificates.find(id), uploaded: (name) => domains.uploadedCertificate(name) },
    log,
    bytesMax,
  );
  certificates.onChange((id) => {
    if (id === null) contexts.forgetAll();
    else contexts.forget({ kind: 'acm', id });
  });
  domains.onChange((documentName) => {
    if (documentName === null) contexts.forgetAll();
    else contexts.forget({ kind: 'uploaded', documentName });
  });
  return contexts;
}
