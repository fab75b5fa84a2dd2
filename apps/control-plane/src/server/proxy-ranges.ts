import { isIP } from 'node:net';

/** Proxies as Fastify takes them: `10.0.0.0/8,2001:db8::1` in parts; undefined for what it could not read. */
export function readProxyRanges(text: string): readonly string[] | undefined {
  if (text.trim() === '') return [];
  const parts = text.split(',').map((part) => part.trim());
  return parts.every(isRange) ? parts : undefined;
}

function isRange(part: string): boolean {
  const [address = '', bits, ...rest] = part.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}
