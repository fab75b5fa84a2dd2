import { firstHeader, joinedHeader } from '../../http/raw-headers.js';
import type { CallerRequest } from '../../http/caller-request.js';
import type { KeptResponse } from './response-store.js';

/**
 * Whether a caller can read a kept response. One that a backend has compressed for another is for those alone
 * who accept its coding (RFC 9110, section 12.5.3).
 */
export function acceptsCoding({ headers }: KeptResponse, { rawHeaders }: CallerRequest): boolean {
  const coding = firstHeader(headers, 'content-encoding')?.trim().toLowerCase() ?? 'identity';
  if (coding === 'identity' || coding === '') return true;
  for (const part of (joinedHeader(rawHeaders, 'accept-encoding') ?? '').split(',')) {
    const [name = '', ...parameters] = part.split(';');
    if (name.trim().toLowerCase() !== coding) continue;
    return !parameters.some((parameter) => /^\s*q\s*=\s*0(?:\.0{0,3})?\s*$/i.test(parameter));
  }
  return false;
}
