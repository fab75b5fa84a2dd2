/** The media type in front of parameters, in lower case. */
export function mediaTypeOf(contentType: string): string {
  const end = contentType.indexOf(';');
  return (end < 0 ? contentType : contentType.slice(0, end)).trim().toLowerCase();
}

/**
 * The first media type of an Accept header; those behind it are ignored (guide page "Request and response
 * data mappings").
 */
export function firstAccepted(accept: string | null): string {
  if (accept === null) return 'application/json';
  const comma = accept.indexOf(',');
  return mediaTypeOf(comma < 0 ? accept : accept.slice(0, comma));
}
