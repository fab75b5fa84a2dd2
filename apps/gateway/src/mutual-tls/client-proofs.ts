import type { X509Certificate } from 'node:crypto';
import type { TLSSocket } from 'node:tls';
import { whyNotTrusted } from '#libs/certificates';
import { askForCertificate } from './ask-for-certificate.js';
import { ClientProof } from './client-proof.js';
import type { ClientTrust, TrustingDomain } from './client-trust.js';

/** More a caller has no reason to send; `whyNotTrusted` refuses that many. */
const sentMax = 9;

/**
 * Whom handshakes have asked for a certificate, and what was shown.
 *
 * A session of TLS that is taken up again asks for nothing, and brings the certificate of whichever handshake
 * it began with, maybe another domain's. It counts where that caller was let in before, at the same domain
 * and with the same truststore. These are remembered here, next to the keys of the tickets: what another
 * process gave out is good for nothing in this one.
 */
export class ClientProofs {
  private readonly asked = new WeakMap<
    TLSSocket,
    { readonly domainId: string; readonly trust: ClientTrust }
  >();
  private readonly letIn = new Set<string>();

  constructor(
    private readonly domains: { find(hostName: string): TrustingDomain | undefined },
    private readonly max = 50_000,
  ) {}

  /** False when it cannot be done: then there must be no handshake. */
  ask(socket: TLSSocket, { domainId, clientTrust: trust }: TrustingDomain): boolean {
    if (trust === null || !askForCertificate(socket)) return false;
    this.asked.set(socket, { domainId, trust });
    return true;
  }

  /** What the caller of a connection has shown; null when nobody has asked it. */
  of(socket: TLSSocket): ClientProof | null {
    const asked = this.asked.get(socket);
    if (asked === undefined) return socket.isSessionReused() ? this.takenUp(socket) : null;
    const { domainId, trust } = asked;
    const sent = sentBy(socket);
    const refusal = sent.length === 0 ? 'No certificate was shown' : judge(socket, sent, trust);
    if (refusal === null) this.remember(keyOf(domainId, trust, sent[0]!));
    return new ClientProof(domainId, sent, trust.digest, refusal);
  }

  private takenUp(socket: TLSSocket): ClientProof | null {
    const own = socket.getPeerX509Certificate();
    if (!own) return null;
    const wasLetIn = (domainId: string, trust: ClientTrust): boolean =>
      this.letIn.has(keyOf(domainId, trust, own));
    // In TLS 1.2 the name is not told.
    if (!socket.servername) return new ClientProof(null, [own], '', null, wasLetIn);
    const { domainId, clientTrust } = this.domains.find(socket.servername.toLowerCase()) ?? {};
    if (domainId === undefined || !clientTrust || !wasLetIn(domainId, clientTrust)) return null;
    return new ClientProof(domainId, [own], clientTrust.digest, null);
  }

  /** The one not seen for the longest time makes room: its caller shows its certificate again. */
  private remember(key: string): void {
    this.letIn.delete(key);
    this.letIn.add(key);
    if (this.letIn.size > this.max) this.letIn.delete(this.letIn.keys().next().value!);
  }
}

/** OpenSSL has judged the chain in the handshake; AWS's rules are stricter. */
function judge(socket: TLSSocket, sent: readonly X509Certificate[], trust: ClientTrust): string | null {
  const reason = whyNotTrusted(sent, trust.truststore, Date.now(), trust.revocations);
  if (reason !== undefined) return reason;
  return socket.authorized ? null : `The certificate was not verified: ${String(socket.authorizationError)}`;
}

/** The caller's own certificate first. */
function sentBy(socket: TLSSocket): X509Certificate[] {
  const sent: X509Certificate[] = [];
  let next: X509Certificate | undefined = socket.getPeerX509Certificate();
  while (next && sent.length < sentMax) {
    sent.push(next);
    next = next.issuerCertificate;
  }
  return sent;
}

const keyOf = (domainId: string, { digest }: ClientTrust, own: X509Certificate): string =>
  `${domainId} ${digest} ${own.fingerprint256}`;
