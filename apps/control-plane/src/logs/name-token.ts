import { invalidToken } from './refusals.js';

/** The token of a list that goes on after a name. */
export const tokenAfter = (name: string): string => Buffer.from(name, 'utf8').toString('base64url');

/** The name that a list goes on after; null without a token. @throws WireException for one that is none. */
export function nameOf(token: string | undefined): string | null {
  if (token === undefined) return null;
  const name = Buffer.from(token, 'base64url').toString('utf8');
  if (name === '' || tokenAfter(name) !== token || name.includes('\0')) throw invalidToken();
  return name;
}
