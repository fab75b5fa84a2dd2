import { methodThrottleName } from '#libs/snapshot-format';

/**
 * Turns the key of a method setting or plan throttle (`pets/{id}/GET`, `/pets/{id}/GET`, `~1pets~1{id}/GET`,
 * root `/GET`, `//GET` or `~1/GET`) into the name that gateways look up: `/pets/{id}/GET`, root `//GET`. Null
 * for what names no method.
 */
export function throttleName(key: string): string | null {
  const cut = key.lastIndexOf('/');
  if (cut < 0) return null;
  const httpMethod = key.slice(cut + 1);
  // JSON Pointer escapes (RFC 6901 section 3), as AWS shows resource paths in these keys.
  const path = key.slice(0, cut).replaceAll('~1', '/').replaceAll('~0', '~').replace(/^\/+/, '');
  return httpMethod === '' ? null : methodThrottleName(`/${path}`, httpMethod);
}
