import { wireError, type WireError } from '../errors/wire-error.js';
import type { Protocol } from './protocol.js';

/** These protocols answer whatever the client is to blame for with 400, where rest-json tells it apart. */
const clientStatus = (status: number): number => (status < 500 && status !== 413 ? 400 : status);

/** JSON 1.0 and 1.1: requests name their operation in `X-Amz-Target`, an error its name in its body. */
export function awsJson(version: '1.0' | '1.1'): Protocol {
  return {
    renderError({ code, status, message }) {
      return {
        status: clientStatus(status),
        headers: { 'content-type': `application/x-amz-json-${version}`, 'x-amzn-errortype': code },
        body: JSON.stringify({ __type: code, message }),
      };
    },
  };
}

/**
 * RPC v2 CBOR: requests name their operation in the path, an error is a CBOR map of two texts (RFC 8949).
 */
export const rpcV2Cbor: Protocol = {
  renderError({ code, status, message }) {
    const twoPairs = Buffer.from([0xa2]);
    const pairs = ['__type', code, 'message', message].map(cborText);
    return {
      status: clientStatus(status),
      headers: { 'content-type': 'application/cbor', 'smithy-protocol': 'rpc-v2-cbor' },
      body: Buffer.concat([twoPairs, ...pairs]),
    };
  },
};

/** The refusal of an operation that is not served, or of a call that names none. */
export const unknownOperation = (name: string | null): WireError =>
  wireError(
    'UnknownOperationException',
    name === null ? 'The request names no operation.' : `The operation ${name} is not served.`,
  );

/** RFC 8949 section 3.1: major type 3, with its length in four bytes. */
function cborText(text: string): Buffer {
  const bytes = Buffer.from(text, 'utf8');
  const head = Buffer.from([0x7a, 0, 0, 0, 0]);
  head.writeUInt32BE(bytes.length, 1);
  return Buffer.concat([head, bytes]);
}
