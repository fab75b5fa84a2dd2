/**
 * The query of an HTTP_PROXY call: what the URI has, what the caller sent, and what mappings add to both. As
 * soon as a mapping adds something, the caller's parameters without a value are left out (recorded: query
 * mapping).
 */
export function joinQueries(ofUri: string, ofCaller: string, mapped: string): string {
  const caller = mapped === '' ? ofCaller : withoutEmpty(ofCaller);
  // Most requests have none or the caller's alone.
  if (ofUri === '' && mapped === '') return caller;
  return [ofUri, caller, mapped].filter((query) => query !== '').join('&');
}

function withoutEmpty(query: string): string {
  return query
    .split('&')
    .filter((pair) => pair.includes('=') && !pair.endsWith('='))
    .join('&');
}
