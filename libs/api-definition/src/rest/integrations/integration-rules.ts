import { badRequest, fail, ok, type DomainError, type Result } from '../../domain-error.js';
import type { Integration, IntegrationType, PassthroughBehavior } from './integration.js';
import { checkCacheKeyParameters } from './cache-key-parameters.js';
import { checkContentTypes } from '../mappings/content-type.js';
import type { Method } from '../methods/method.js';
import { checkDeclaredSources } from '../mappings/declared-parameters.js';
import { checkMappings } from '../mappings/mapping-expression.js';
import { readHttpMethod } from '../methods/method-rules.js';
import { checkIntegrationUri } from './integration-uri.js';

const TIMEOUT_MIN_MS = 50;
const TIMEOUT_MAX_MS = 29_000;
/** Of responses that stream (guide page "Stream the integration response"). */
const STREAMED_TIMEOUT_MAX_MS = 900_000;
export const passthroughBehaviors = ['WHEN_NO_MATCH', 'WHEN_NO_TEMPLATES', 'NEVER'] as const;

/** HTTP or HTTP_PROXY. */
export const isHttpIntegration = (type: IntegrationType): boolean => type === 'HTTP' || type === 'HTTP_PROXY';

/**
 * What must hold of an integration as a whole, whatever order a patch came in; members that its type does not
 * have are dropped (recorded: integrations). `before` is what a patch began with; null for a new one.
 */
export function validateIntegration(
  method: Method,
  draft: Integration,
  before: Integration | null = null,
): Result<Integration> {
  const refusal =
    checkTarget(draft) ??
    checkTimeout(draft) ??
    checkMappings(draft.requestParameters, 'integration-request', 'integration-request-source') ??
    checkDeclaredSources(method, draft.requestParameters, before?.requestParameters) ??
    checkCacheKeyParameters(method, draft, before) ??
    checkContentTypes(draft.requestTemplates);
  if (refusal) return fail(refusal);
  const isMock = draft.type === 'MOCK';
  const isHttp = isHttpIntegration(draft.type);
  return ok({
    ...draft,
    httpMethod: isMock ? null : draft.httpMethod,
    uri: isMock ? null : draft.uri,
    connectionType: isHttp ? (draft.connectionType ?? 'INTERNET') : null,
    connectionId: isHttp && draft.connectionType === 'VPC_LINK' ? draft.connectionId : null,
  });
}

export function readPassthroughBehavior(text: string | null): Result<PassthroughBehavior> {
  const found = passthroughBehaviors.find((word) => word === text);
  if (found) return ok(found);
  return fail(
    badRequest(`Invalid passthrough behavior specified. Valid options are ${passthroughBehaviors.join(',')}`),
  );
}

function checkTarget({
  type,
  httpMethod,
  uri,
  connectionType,
  connectionId,
}: Integration): DomainError | undefined {
  if (type === 'MOCK') return undefined;
  if (!httpMethod) return badRequest('Enumeration value for HttpMethod must be non-empty');
  const method = readHttpMethod(httpMethod);
  if (!method.ok) return method.error;
  if (connectionType === 'VPC_LINK' && !connectionId) {
    return badRequest('Invalid integration: a connectionId is required for the connection type VPC_LINK');
  }
  return checkIntegrationUri(type, uri);
}

function checkTimeout({ timeoutInMillis, responseTransferMode }: Integration): DomainError | undefined {
  const max = responseTransferMode === 'STREAM' ? STREAMED_TIMEOUT_MAX_MS : TIMEOUT_MAX_MS;
  const isAllowed =
    Number.isInteger(timeoutInMillis) && timeoutInMillis >= TIMEOUT_MIN_MS && timeoutInMillis <= max;
  return isAllowed ? undefined : badRequest(`Timeout should be between ${TIMEOUT_MIN_MS} ms and ${max} ms`);
}
