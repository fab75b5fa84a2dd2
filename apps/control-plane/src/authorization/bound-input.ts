import { WireException } from '../http/wire-exception.js';
import { BindInputPipe } from '../wire/bind-input.pipe.js';
import type { AuthorizedCall } from './permission.js';

const pipe = new BindInputPipe();

/**
 * The input of a call exactly as its operation will have it; null when it cannot be read, so that the call
 * ends in a 400 whoever makes it.
 */
export function boundInputOf({
  operation,
  request,
}: Pick<AuthorizedCall, 'operation' | 'request'>): object | null {
  if (!operation) return null;
  try {
    return pipe.transform({ operation, request });
  } catch (error) {
    if (error instanceof WireException) return null;
    throw error;
  }
}
