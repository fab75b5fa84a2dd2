import { checkServerIdentity, TLSSocket, type PeerCertificate } from 'node:tls';
import { buildConnector } from 'undici';
import type { VpcLinkDocument } from '#libs/snapshot-format';
import type { ClientCertificate } from '../../snapshots/client-certificates.js';
import { guardedLookup, isRefusedAddress, RefusedAddressError } from './address-guard.js';
import { connectThroughLink } from './connect-through-link.js';
import { checkUnverifiedCertificate } from './unverified-certificate.js';
import { targetsOf, type VpcLinkTargets } from './vpc-link-targets.js';

const connectTimeoutMs = 10_000;

/** Where a call goes, and as whom. */
export interface BackendAddress {
  /** Scheme, host and port, as the URL parser writes it. */
  readonly origin: string;
  /** Shown if the backend asks for one; missing where none is ever shown. */
  readonly clientCertificate?: ClientCertificate | null;
  /** Connected through; missing where that is never so. */
  readonly vpcLink?: VpcLinkDocument | null;
}

export interface ConnectorOptions {
  readonly allowLinkLocal: boolean;
  readonly vpcLinkTargets: VpcLinkTargets;
}

/** What opens the connections to one backend. */
export function createBackendConnector(
  { origin, clientCertificate, vpcLink }: BackendAddress,
  insecureSkipVerification: boolean,
  { allowLinkLocal, vpcLinkTargets }: ConnectorOptions,
): buildConnector.connector {
  const host = new URL(origin).hostname.replace(/^\[|\]$/g, '');
  const found = vpcLink ? targetsOf(vpcLink, vpcLinkTargets) : null;
  const isGuarded = !allowLinkLocal && found?.isConfigured !== true;
  const open = buildConnector({
    timeout: connectTimeoutMs,
    rejectUnauthorized: !insecureSkipVerification,
    // undici hands what it does not know to net.connect and tls.connect.
    ...(clientCertificate && { secureContext: clientCertificate.secureContext }),
    ...(found && {
      checkServerIdentity: (_: string, shown: PeerCertificate) => checkServerIdentity(host, shown),
    }),
    ...(isGuarded && { lookup: guardedLookup }),
  } as buildConnector.BuildOptions);
  const guarded = isGuarded ? refuseAddresses(open) : open;
  const connect = found ? connectThroughLink(guarded, found.targets) : guarded;
  return (options, callback) =>
    connect(options, (...result) => {
      const [error, socket] = result;
      // On an error there is no second argument at all.
      if (error !== null || socket === null) return callback(...result);
      socket.on('error', tellResetFromEnd);
      const isUnverified = insecureSkipVerification && socket instanceof TLSSocket;
      const problem = isUnverified ? checkUnverifiedCertificate(socket, host, Date.now()) : null;
      if (problem === null) return callback(...result);
      socket.destroy();
      callback(problem, null);
    });
}

/** An address needs no lookup, so the guard there would not see it. */
function refuseAddresses(open: buildConnector.connector): buildConnector.connector {
  return (options, callback) => {
    const address = options.hostname.replace(/^\[|\]$/g, '');
    if (!isRefusedAddress(address)) return open(options, callback);
    queueMicrotask(() => callback(new RefusedAddressError(options.hostname, address), null));
  };
}

/**
 * undici takes a connection that is reset for the end of an answer that ends with its connection, and of one in chunks that says `close`.
 * It looks at the code for that, and an answer that breaks off must look broken (RFC 9112, section 8).
 */
function tellResetFromEnd(error: NodeJS.ErrnoException): void {
  if (error.code === 'ECONNRESET') error.code = 'TOLLGATE_BACKEND_RESET';
}
