import type { SigningCredentials } from '#libs/sigv4';
import type { Logger } from '#libs/telemetry';
import { RenewedSession } from './renewed-session.js';

/**
 * As whom the gateway itself calls AWS services; null: as nobody, calls are not signed, which local runtimes
 * do not mind. A promise when they must be asked for first; it rejects when there should be some and none can
 * be had.
 */
export type GatewayCredentials = () => SigningCredentials | null | Promise<SigningCredentials | null>;

/** What the machine has for the gateway. */
export interface FoundCredentials {
  /** Null: nothing on this machine says who the gateway is. */
  readonly credentials: SigningCredentials | null;
  /** Infinity: they do not say that they end. */
  readonly expiresAtMs: number;
}

export interface FoundCredentialsOptions {
  /** Rejects when a source is named and gives nothing. */
  readonly find: () => Promise<FoundCredentials>;
  readonly log: Logger;
  readonly now?: () => number;
}

/**
 * Renewed so long before the end, while requests go on with what there is. AWS has new ones ready by then.
 */
const renewBeforeMs = 5 * 60_000;
/** Keys without an end are read again after so long: somebody may have exchanged them. */
const readAgainAfterMs = 5 * 60_000;
/** Where there were none, they are looked for again after so long, behind requests that go out unsigned. */
const lookAgainAfterMs = 60_000;

/**
 * Credentials that are looked for with the first call of an AWS service, and not before. Who has once called
 * as somebody never calls unsigned afterwards: a machine that loses its credentials fails calls, once those
 * in hand have ended.
 */
export function createGatewayCredentials({
  find,
  log,
  now = Date.now,
}: FoundCredentialsOptions): GatewayCredentials {
  let known: SigningCredentials | null | undefined;
  const session = new RenewedSession<SigningCredentials | null>({
    ask: async () => {
      const { credentials, expiresAtMs } = await find();
      if (credentials === null && known) throw new Error('the credentials that there were are gone');
      if (credentials === null && known === undefined) {
        log.info('calls of AWS services are not signed: this machine has no AWS credentials');
      }
      if (credentials !== null && credentials.accessKeyId !== known?.accessKeyId) {
        log.info('calls of AWS services are signed', { accessKeyId: credentials.accessKeyId });
      }
      known = credentials;
      return { credentials, expiresAtMs, renewAtMs: renewalOf(credentials, expiresAtMs, now()) };
    },
    onFailure: (error, usable) => {
      if (usable) log.warn('the AWS credentials of the gateway could not be renewed', { error });
      else
        log.error('the AWS credentials of the gateway cannot be had: calls of AWS services fail', { error });
    },
    now,
  });
  return () => session.current();
}

function renewalOf(credentials: SigningCredentials | null, expiresAtMs: number, nowMs: number): number {
  if (credentials === null) return nowMs + lookAgainAfterMs;
  return expiresAtMs === Infinity ? nowMs + readAgainAfterMs : expiresAtMs - renewBeforeMs;
}
