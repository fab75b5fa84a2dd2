import type { FastifyReply, FastifyRequest } from 'fastify';

/** Where the console is served, and nothing else. */
export const CONSOLE_PATH = '/_tollgate/console';

/**
 * On every response below that path, errors of the server itself too. Nothing may be loaded but what the page
 * names, and from here; styles that the page makes as it runs carry the nonce of its response.
 */
export function secureConsole(request: FastifyRequest, reply: FastifyReply): void {
  if (isConsole(request)) void reply.headers(securityHeaders).header(...contentSecurityPolicy());
}

/** By the route, since a path can be spelled in many ways; by the path where no route was found. */
const isConsole = ({ raw, routeOptions }: FastifyRequest): boolean =>
  ((routeOptions as { readonly url?: string } | undefined)?.url ?? raw.url ?? '').startsWith(CONSOLE_PATH);

const securityHeaders = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  // Unless told otherwise: errors, and the page.
  'cache-control': 'no-store',
} as const;

/** Name and value of the header. Without a nonce no style but those of files is applied. */
export function contentSecurityPolicy(nonce?: string): [string, string] {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self'${nonce === undefined ? '' : ` 'nonce-${nonce}'`}`,
    "connect-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ];
  return ['content-security-policy', policy.join('; ')];
}
