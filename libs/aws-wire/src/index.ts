/**
 * The management API's wire: which operations exist, what their inputs and outputs look like, how a request becomes
 * a typed input, and how an error is written. Generated from facts of the public service model; see README.md.
 */
export { bindInput, hasPayload, type BoundInput } from './bind-input.js';
export { validationMessage } from './check-constraints.js';
export { epochSeconds } from './epoch-seconds.js';
export { checkInputLimits, isDeeperThan, jsonDepthMax, patchOperationsMax } from './input-limits.js';
export { inputMemberPaths } from './input-member-paths.js';
export type { InputMember, MemberLocation, Operation } from './operation.js';
export { renderError, type RenderedError } from './render-error.js';
export { parseUriTemplate, routePath, type UriSegment } from './route-path.js';
export {
  accessDenied,
  badRequest,
  conflict,
  errorStatuses,
  expiredToken,
  incompleteSignature,
  internalFailure,
  invalidSignature,
  limitExceeded,
  missingAuthenticationToken,
  notFound,
  requestEntityTooLarge,
  serializationFailed,
  serviceUnavailable,
  tooManyRequests,
  unauthorized,
  unknownOperation,
  unrecognizedClient,
  validationFailed,
  wireError,
  type ModelledErrorName,
  type WireError,
  type WireErrorName,
} from './wire-error.js';
export type { WireParameters, WireRequest } from './wire-request.js';
/** Operation table, input and output types of every operation, request and response classes, enum values. */
export * from './generated/index.js';
