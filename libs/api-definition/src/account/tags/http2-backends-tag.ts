import type { Tags } from './tags.js';

/** The tag on a RestApi that has its HTTPS backends called over HTTP/2, those that offer it. */
export const http2BackendsTag = 'tollgate:http2-backends';

/** Whether HTTP/2 is offered to backends of an API with these tags. */
export function usesHttp2Backends(tags: Tags): boolean {
  return tags[http2BackendsTag] === 'on';
}
