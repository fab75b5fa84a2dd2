/** The name in a Host header: without its port, in lower case. */
export function hostNameOf(host: string): string {
  const colon = host.startsWith('[') ? host.indexOf(']:') + 1 : host.indexOf(':');
  return (colon <= 0 ? host : host.slice(0, colon)).toLowerCase();
}
