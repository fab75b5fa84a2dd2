import type { Caller } from '../../http/caller.js';
import type { CallerRequest } from '../../http/caller-request.js';
import { firstHeader } from '../../http/raw-headers.js';
import { readRequest, type RefusedHead } from '../read-request.js';
import { readStreamHead } from './read-stream-head.js';
import type { StreamRequest } from './stream-request.js';

/**
 * The request that a stream carries, by the rules of HTTP/1.1. Its version is that, too: AWS says
 * `HTTP/1.1` of such requests everywhere (guide page "Variables for data models, authorizers, ...").
 */
export function readStreamRequest(message: StreamRequest, caller: Caller): CallerRequest | RefusedHead {
  const head = readStreamHead(message.rawHeaders);
  if ('refusedWith' in head) return head;
  const request = readRequest(head, caller, message);
  if ('refusedWith' in request || message.isBodiless || request.bodyBytes !== 0) return request;
  // A body whose length nobody has said.
  return firstHeader(request.rawHeaders, 'content-length') ? request : { ...request, bodyBytes: null };
}
