/**
 * The responses API Gateway itself gives: 21 types, their defaults, an API's own ones, and how they are
 * rendered.
 */
export {
  gatewayResponseTypes,
  isGatewayResponseTypeName,
  type GatewayResponseType,
  type GatewayResponseTypeName,
} from './gateway-response-types.js';
export {
  defaultResponseTemplates,
  resolveGatewayResponse,
  type GatewayResponseCustomisation,
  type GatewayResponseCustomisations,
  type ResolvedGatewayResponse,
} from './resolve-gateway-response.js';
export {
  compileGatewayResponses,
  renderGatewayResponse,
  type GatewayRefusal,
  type GatewayReply,
  type GatewayResponder,
} from './compile-gateway-responses.js';
export {
  findGatewayResponseProblems,
  type GatewayResponseProblem,
} from './find-gateway-response-problems.js';
