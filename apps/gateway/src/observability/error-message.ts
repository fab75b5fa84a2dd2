import { gatewayResponseTypes, isGatewayResponseTypeName } from '#libs/gateway-responses';
import type { RequestRecord } from '../invocation/record/request-record.js';

/**
 * What the caller of a refused request reads, as long as the API's own gateway response says nothing else;
 * null where it was answered, or nothing is said.
 */
export function errorMessage({ refusal }: Pick<RequestRecord, 'refusal'>): string | null {
  if (refusal === null) return null;
  const { message, type } = refusal;
  if (message) return message;
  return type !== null && isGatewayResponseTypeName(type) ? gatewayResponseTypes[type].message : null;
}
