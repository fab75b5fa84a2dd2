import { findGatewayResponseProblems } from '#libs/gateway-responses';
import { gatewayResponsesOf } from '../assemble-gateway-responses.js';
import type { Pass } from '../draft.js';

/** Gateway responses that could not be served as their author means them. */
export const checkGatewayResponses: Pass = (draft, diagnostics) => {
  for (const { responseType, message } of findGatewayResponseProblems(gatewayResponsesOf(draft.definition))) {
    const at = `gateway response ${responseType}`;
    diagnostics.add('bad-gateway-response', at, `${at}: ${message}`);
  }
  return draft;
};
