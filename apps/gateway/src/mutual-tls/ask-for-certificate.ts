import type { TLSSocket } from 'node:tls';

/**
 * Has a handshake that is under way ask the caller for a certificate. Node does so for a whole server only,
 * and browsers then ask the user at every domain; for one connection it can, but has no public name for it.
 * What it says of the certificate afterwards (`authorized`) follows `_requestCert`.
 *
 * False when this Node cannot: then the handshake must not come about.
 */
export function askForCertificate(socket: TLSSocket): boolean {
  const inner = socket as unknown as InnerSocket;
  if (typeof inner._handle?.setVerifyMode !== 'function' || inner._requestCert === undefined) return false;
  inner._handle.setVerifyMode(true, false);
  inner._requestCert = true;
  // A caller is who it was when the connection began.
  socket.disableRenegotiation();
  return true;
}

interface InnerSocket {
  _requestCert?: boolean;
  readonly _handle?: { readonly setVerifyMode?: (asks: boolean, rejects: boolean) => void } | null;
}
