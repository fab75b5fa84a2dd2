/** What no parameter mapping may touch (guide page "Parameter mapping": reserved headers). */
const names = new Set([
  'authorization',
  'connection',
  'content-encoding',
  'content-length',
  'content-location',
  'forwarded',
  'keep-alive',
  'origin',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailers',
  'transfer-encoding',
  'upgrade',
  'via',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
]);
const prefixes = ['access-control-', 'apigw-', 'x-amz-', 'x-amzn-'];

export function isReservedHeader(header: string): boolean {
  const lower = header.toLowerCase();
  return names.has(lower) || prefixes.some((prefix) => lower.startsWith(prefix));
}
