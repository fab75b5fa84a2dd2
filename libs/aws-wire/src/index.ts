/**
 * The wire of the services that the control plane speaks: which operations exist, what their inputs and
 * outputs look like, how a request becomes a typed input, and how an error is written. Generated from facts
 * of the public service models; see README.md.
 */
export { decodeCbor, type DecodedCbor } from './cbor/decode-cbor.js';
export { bindInput, hasPayload, type BodyKind, type BoundInput } from './engine/bind-input.js';
export { epochSeconds } from './engine/epoch-seconds.js';
export { inputMemberPaths } from './engine/input-member-paths.js';
export {
  hasPaths,
  type InputMember,
  type MemberLocation,
  type Operation,
  type ProtocolName,
  type Service,
} from './engine/operation.js';
export { parseUriTemplate, routePath, type UriSegment } from './engine/route-path.js';
export type { WireParameters, WireRequest } from './engine/wire-request.js';
export {
  accessDenied,
  badRequest,
  conflict,
  errorStatuses,
  internalFailure,
  limitExceeded,
  missingAuthenticationToken,
  notFound,
  queryErrorStatuses,
  requestEntityTooLarge,
  serializationFailed,
  serviceUnavailable,
  targetErrorStatuses,
  tooManyRequests,
  unauthorized,
  validationFailed,
  wireError,
  type WireError,
  type WireErrorName,
} from './errors/wire-error.js';
export { bodyKindOf, type CallProtocol, type Protocol, type WireResponse } from './protocols/protocol.js';
export { queryNames, queryProtocol } from './protocols/query.js';
export { restJson } from './protocols/rest-json.js';
export {
  calledOperation,
  servicesWithoutPaths,
  type CalledOperation,
  type ServiceCall,
} from './services/called-operation.js';
/**
 * A namespace per service and version, each with its operations, request and response classes and enum
 * values: `v1.CreateStage`, `v1.CreateStageRequest`, `v1.Stage`.
 */
export * as v1 from './generated/apigateway/index.js';
export * as v2 from './generated/apigatewayv2/index.js';
export * as iam from './generated/iam/index.js';
export * as sts from './generated/sts/index.js';
export * as cloudwatch from './generated/cloudwatch/index.js';
export * as logs from './generated/logs/index.js';
export * as acm from './generated/acm/index.js';
export * as cloudtrail from './generated/cloudtrail/index.js';
