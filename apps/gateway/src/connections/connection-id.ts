import { randomBytes } from 'node:crypto';

/**
 * Ids of WebSocket connections, in AWS's form (`R0oXAdfD0kwCH6w=`): 11 bytes in the URL-safe Base64 of RFC
 * 4648, section 5, with its padding. The first 4 name the gateway process that holds the connection, so that
 * whoever is asked for it knows whom to ask; the rest is random and never comes again.
 */

const processBytes = 4;
const ownBytes = 7;
const form = /^[A-Za-z0-9_-]{15}=$/;

/** Of the first byte: ids that begin with a minus sign are taken for options by aws-cli. */
const beginsWithMinus = (first: number): boolean => first >> 2 === 62;

/** A name for a process, as ids carry it: 8 hexadecimal digits. */
export function newProcessName(): string {
  const bytes = randomBytes(processBytes);
  return beginsWithMinus(bytes[0]!) ? newProcessName() : bytes.toString('hex');
}

/** An id for a new connection that this process holds. */
export function newConnectionId(processName: string): string {
  const bytes = Buffer.concat([Buffer.from(processName, 'hex'), randomBytes(ownBytes)]);
  return `${bytes.toString('base64url')}=`;
}

/** The name of the process that holds the connection; null: no process has made this id. */
export function processNameIn(connectionId: string): string | null {
  if (!form.test(connectionId)) return null;
  const bytes = Buffer.from(connectionId, 'base64url');
  // The last digit has two bits more than there are bytes: one id, one spelling.
  if (`${bytes.toString('base64url')}=` !== connectionId) return null;
  return bytes.toString('hex', 0, processBytes);
}
