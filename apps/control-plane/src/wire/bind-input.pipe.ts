import { isUtf8 } from 'node:buffer';
import { Injectable, type PipeTransform } from '@nestjs/common';
import {
  bindInput,
  bodyKindOf,
  decodeCbor,
  hasPaths,
  hasPayload,
  serializationFailed,
  type CallProtocol,
  type Operation,
  type WireParameters,
} from '#libs/aws-wire';
import { calledBy, formOf } from '../http/called.js';
import type { ManagementRequest } from '../http/management-request.js';
import { WireException } from '../http/wire-exception.js';

/** A call of an operation, as it came. */
export interface ReceivedCall {
  readonly operation: Operation;
  readonly request: Pick<ManagementRequest, 'raw' | 'params' | 'query' | 'headers' | 'originalUrl' | 'body'>;
}

/** From a call as it came to the operation's input. @throws WireException with the service's own texts. */
@Injectable()
export class BindInputPipe implements PipeTransform<ReceivedCall, object> {
  transform({ operation, request }: ReceivedCall): object {
    const protocol = hasPaths(operation.service) ? null : (calledBy(request)?.protocol ?? null);
    const bound = bindInput(
      operation,
      {
        params: request.params as WireParameters,
        query: request.query as WireParameters,
        headers: request.headers,
        body: protocol ? callBodyOf(protocol, request) : bodyOf(operation, request),
      },
      protocol ? bodyKindOf(protocol) : 'value',
    );
    if (!bound.ok) throw new WireException(bound.error);
    return bound.input;
  }
}

function bodyOf(operation: Operation, request: ReceivedCall['request']): unknown {
  return hasPayload(operation) ? request.body : readJson(request.body);
}

/** The body of a call of a service without paths. */
function callBodyOf({ encoding }: CallProtocol, request: ReceivedCall['request']): unknown {
  switch (encoding) {
    case 'form':
      return formOf(request);
    case 'json':
      return readJson(request.body);
    case 'cbor':
      return readCbor(request.body);
  }
}

function readCbor(body: Buffer | undefined): unknown {
  if (body === undefined || body.length === 0) return undefined;
  const decoded = decodeCbor(body);
  if (!decoded.ok) throw new WireException(serializationFailed('Request body is not valid CBOR.'));
  return decoded.value;
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
