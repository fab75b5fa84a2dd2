/**
 * How a header of a request is spelled where templates list headers and in the events of functions: as its
 * caller spells it, but well-known ones in their canonical form (recorded: Lambda proxy, `authorization`
 * arrives as `Authorization`).
 */
export function spellHeader(name: string): string {
  return canonical.get(name.toLowerCase()) ?? name;
}

// The recordings name a few; these are the request headers of RFC 9110 and 6265 that browsers and tools send
// in lower case over HTTP/2.
const canonical: ReadonlyMap<string, string> = new Map(
  [
    'Accept',
    'Accept-Charset',
    'Accept-Encoding',
    'Accept-Language',
    'Authorization',
    'Cache-Control',
    'Content-Encoding',
    'Content-Type',
    'Cookie',
    'Date',
    'Host',
    'Origin',
    'Pragma',
    'Range',
    'Referer',
    'User-Agent',
    'Via',
    'X-Amzn-Trace-Id',
    'X-Forwarded-For',
    'X-Forwarded-Port',
    'X-Forwarded-Proto',
  ].map((name) => [name.toLowerCase(), name]),
);
