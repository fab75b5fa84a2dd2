import { gatewayResponseTypes, isGatewayResponseTypeName } from '#libs/gateway-responses';
import { httpErrorOf } from '../refusals/http-errors.js';
import type { RequestRecord } from '../invocation/record/request-record.js';

/**
 * What the caller of a refused request reads, as long as the API's own gateway response says nothing else;
 * null where it was answered, or nothing is said.
 */
export function errorMessage({
  refusal,
  isOfHttpApi,
}: Pick<RequestRecord, 'refusal' | 'isOfHttpApi'>): string | null {
  if (refusal === null) return null;
  if (isOfHttpApi) return httpErrorOf(refusal.code, refusal.type).message;
  const { message, type } = refusal;
  if (message) return message;
  return type !== null && isGatewayResponseTypeName(type) ? gatewayResponseTypes[type].message : null;
}
