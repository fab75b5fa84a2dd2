import { checkServerIdentity, type TLSSocket } from 'node:tls';

/**
 * What is asked of a certificate whose issuer is not (`insecureSkipVerification`): to be valid at this time
 * and for this host (developer guide: x-amazon-apigateway-integration.tlsConfig). Null when it is.
 */
export function checkUnverifiedCertificate(socket: TLSSocket, host: string, nowMs: number): Error | null {
  const certificate = socket.getPeerCertificate();
  const expired = nowMs < Date.parse(certificate.valid_from) || nowMs > Date.parse(certificate.valid_to);
  if (expired)
    return new Error(`the certificate is valid from ${certificate.valid_from} to ${certificate.valid_to}`);
  return checkServerIdentity(host, certificate) ?? null;
}
