import { isUtf8 } from 'node:buffer';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import {
  bindInput,
  hasPayload,
  operations,
  serializationFailed,
  type Operation,
  type OperationName,
  type WireParameters,
} from '#libs/aws-wire';
import type { ManagementRequest } from '../../http/management-request.js';
import { OPERATION } from './operation.decorator.js';
import { WireException } from '../../http/wire-exception.js';

/** Parameter: the operation's input, bound and validated. Only in methods with `@Operation`. */
export const Input = createParamDecorator((_: unknown, context: ExecutionContext): object => {
  const name = Reflect.getMetadata(OPERATION, context.getHandler()) as OperationName | undefined;
  if (name === undefined) throw new Error('@Input() without @Operation()');
  return inputOf(operations[name], context.switchToHttp().getRequest<ManagementRequest>());
});

function inputOf(operation: Operation, request: ManagementRequest): object {
  const bound = bindInput(operation, {
    params: request.params as WireParameters,
    query: request.query as WireParameters,
    headers: request.headers,
    body: hasPayload(operation) ? request.body : readJson(request.body),
  });
  if (!bound.ok) throw new WireException(bound.error);
  return bound.input;
}

/** The Content-Type is not looked at, as AWS does not. No body and an empty one are the same. */
function readJson(body: Buffer | undefined): unknown {
  if (body === undefined || body.length === 0) return undefined;
  if (!isUtf8(body)) throw new WireException(serializationFailed('Request body is not valid UTF-8.'));
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    // What the parser says of the place would tell of our parser, not of the client's mistake.
    throw new WireException(serializationFailed('Request body is not valid JSON.'));
  }
}
