import { joinedHeader } from '../../http/raw-headers.js';

const maxAgeZero = /(?:^|[\s,])max-age\s*=\s*"?0+"?(?=$|[\s,])/i;

/**
 * Whether a caller wants the backend's response and the kept one replaced: `Cache-Control: max-age=0`, and
 * nothing else (guide page "Cache settings for REST APIs").
 */
export function asksForFresh(rawHeaders: readonly string[]): boolean {
  const cacheControl = joinedHeader(rawHeaders, 'cache-control');
  return cacheControl !== null && maxAgeZero.test(cacheControl);
}
