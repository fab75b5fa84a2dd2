import { writeCbor, writeTexts, type CborPieces } from '../cbor/write-cbor.js';
import type { Service } from '../engine/operation.js';
import type { CallProtocol, WireResponse } from './protocol.js';
import { errorNameOf, queryErrorHeaders, rpcStatus } from './rpc-errors.js';

/** Smithy RPC v2 CBOR: requests name their operation in the path, bodies are CBOR. */
export function rpcV2Cbor(service: Pick<Service, 'protocols' | 'errorShapes' | 'shapes'>): CallProtocol {
  const answer = (status: number, headers: object, pieces: CborPieces): WireResponse => ({
    status,
    headers: { 'content-type': 'application/cbor', 'smithy-protocol': 'rpc-v2-cbor', ...headers },
    body: Buffer.concat(pieces),
  });
  return {
    encoding: 'cbor',
    renderOutput({ output: outputClass, successStatus }, output) {
      const pieces: CborPieces = [];
      if (outputClass) writeCbor(service.shapes, outputClass.name, output ?? {}, pieces);
      else writeTexts({}, pieces);
      return answer(successStatus, {}, pieces);
    },
    renderError(error) {
      const pieces: CborPieces = [];
      writeTexts({ __type: errorNameOf(service, error), message: error.message }, pieces);
      return answer(rpcStatus(error), queryErrorHeaders(service, error), pieces);
    },
  };
}
