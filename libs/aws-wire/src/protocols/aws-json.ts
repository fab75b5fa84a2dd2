import type { Service } from '../engine/operation.js';
import { wireError, type WireError } from '../errors/wire-error.js';
import type { CallProtocol } from './protocol.js';
import { errorNameOf, queryErrorHeaders, rpcStatus } from './rpc-errors.js';
import { jsonOf } from './write-json.js';

/** JSON 1.0 and 1.1: requests name their operation in `X-Amz-Target`, an error its name in its body. */
export function awsJson(
  version: '1.0' | '1.1',
  service: Pick<Service, 'protocols' | 'errorShapes' | 'shapes'>,
): CallProtocol {
  const contentType = { 'content-type': `application/x-amz-json-${version}` };
  return {
    encoding: 'json',
    renderOutput({ output: outputClass, successStatus }, output) {
      const value = outputClass ? jsonOf(service.shapes, outputClass.name, output ?? {}) : {};
      return { status: successStatus, headers: contentType, body: JSON.stringify(value) };
    },
    renderError(error) {
      const name = errorNameOf(service, error);
      return {
        status: rpcStatus(error),
        headers: { ...contentType, 'x-amzn-errortype': name, ...queryErrorHeaders(service, error) },
        body: JSON.stringify({ __type: name, message: error.message }),
      };
    },
  };
}

/** The refusal of an operation that is not served, or of a call that names none. */
export const unknownOperation = (name: string | null): WireError =>
  wireError(
    'UnknownOperationException',
    name === null ? 'The request names no operation.' : `The operation ${name} is not served.`,
  );
