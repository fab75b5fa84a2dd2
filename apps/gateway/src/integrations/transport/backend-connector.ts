import { checkServerIdentity, TLSSocket, type ConnectionOptions, type PeerCertificate } from 'node:tls';
import { buildConnector } from 'undici';
import type { BackendAddress } from '../../invocation/exchange.js';
import { guardedLookup, isRefusedAddress, RefusedAddressError } from './address-guard.js';
import { connectThroughLink } from './connect-through-link.js';
import type { OwnEndpoints } from './own-endpoints.js';
import { checkUnverifiedCertificate } from './unverified-certificate.js';
import { targetsOf, type VpcLinkTargets } from './vpc-link-targets.js';

const connectTimeoutMs = 10_000;

export interface ConnectorOptions {
  readonly allowLinkLocal: boolean;
  readonly vpcLinkTargets: VpcLinkTargets;
  /**
   * Never connected to, also where an operator lets integrations reach link-local addresses or names a VPC
   * link's targets.
   */
  readonly ownEndpoints: OwnEndpoints;
}

/** What connections are opened with. */
export type ConnectTls = ConnectionOptions & { readonly timeout: number };

/** What opens the connections to one backend; by `offer`, which says what protocols there may be. */
export function createBackendConnector(
  { origin, clientCertificate, vpcLink }: BackendAddress,
  insecureSkipVerification: boolean,
  { allowLinkLocal, vpcLinkTargets, ownEndpoints }: ConnectorOptions,
  offer: (options: ConnectTls) => buildConnector.connector = buildHttp1Connector,
): buildConnector.connector {
  const host = new URL(origin).hostname.replace(/^\[|\]$/g, '');
  const found = vpcLink ? targetsOf(vpcLink, vpcLinkTargets) : null;
  const isGuarded = !allowLinkLocal && found?.isConfigured !== true;
  const open = offer({
    timeout: connectTimeoutMs,
    rejectUnauthorized: !insecureSkipVerification,
    ...(clientCertificate && { secureContext: clientCertificate.secureContext }),
    ...(found && {
      checkServerIdentity: (_: string, shown: PeerCertificate) => checkServerIdentity(host, shown),
    }),
    ...(isGuarded && { lookup: guardedLookup }),
  } as ConnectTls);
  const guarded = isGuarded ? refuseAddresses(open) : open;
  const foreign = refuseOwn(guarded, ownEndpoints);
  const connect = found ? connectThroughLink(foreign, found.targets) : foreign;
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

/** undici's own, which hands what it does not know to net.connect and tls.connect. */
const buildHttp1Connector = (options: ConnectTls): buildConnector.connector => buildConnector(options);

/** An address needs no lookup, so the guard there would not see it. */
function refuseAddresses(open: buildConnector.connector): buildConnector.connector {
  return (options, callback) => {
    const address = options.hostname.replace(/^\[|\]$/g, '');
    if (!isRefusedAddress(address)) return open(options, callback);
    queueMicrotask(() => callback(new RefusedAddressError(options.hostname, address), null));
  };
}

/**
 * Nothing has been sent yet on a connection that is refused here: it is looked at where it ends, not how it
 * was named.
 */
function refuseOwn(open: buildConnector.connector, own: OwnEndpoints): buildConnector.connector {
  return (options, callback) =>
    open(options, (...result) => {
      const [error, socket] = result;
      if (error !== null || socket === null) return callback(...result);
      const { remoteAddress = '', remotePort = 0 } = socket;
      const proceed = (isOwn: boolean): void => {
        if (!isOwn && !socket.destroyed) return callback(null, socket);
        socket.destroy();
        const lost = new Error(`${options.hostname} closed the connection at once`);
        callback(
          isOwn ? new RefusedAddressError(options.hostname, `${remoteAddress}:${remotePort}`) : lost,
          null,
        );
      };
      const isOwn = own.includes(remoteAddress, remotePort);
      if (!(isOwn instanceof Promise)) return proceed(isOwn);
      socket.on('error', () => undefined);
      // Nobody could say: better no call than one that is let through.
      isOwn.then(proceed, () => proceed(true));
    });
}

/**
 * undici takes a connection that is reset for the end of a response that ends with its connection, and of one
 * in chunks that says `close`. It looks at the code for that, and a response that breaks off must look broken
 * (RFC 9112, section 8).
 */
function tellResetFromEnd(error: NodeJS.ErrnoException): void {
  if (error.code === 'ECONNRESET') error.code = 'TOLLGATE_BACKEND_RESET';
}
