import type { CompiledPolicy } from '#libs/iam-policy';
import type { ContextRecord, TemplateOverrides } from '#libs/mapping-templates';
import type { CallerRequest } from '../http/caller-request.js';
import type { BodyExcerpts } from './record/keep-excerpts.js';
import type { RequestRecord } from './record/request-record.js';
import type { ActiveMethod, ActiveStage } from './active-stage.js';
import type { MeteredUse } from './admission.js';
import type { CallerIdentity } from './caller-identity.js';
import type { CallerResponse } from './caller-response.js';
import type { ApiAddress } from './api-address.js';
import type { ConnectionEvent } from './connection-event.js';
import type { ExchangeWithResult, Exchange, Sendable } from './exchange.js';
import type { CacheUse } from './response-cache/cache-use.js';
import type { RequestScope } from './request-scope.js';
import type { WebAclUse } from './web-acl.js';
import type { RequestTrace } from './tracing/request-trace.js';

/**
 * One request on its way through the pipeline. Always made with all members, in one order, so that the engine
 * sees one shape; what a step finds out is null before it.
 */
export interface Invocation {
  readonly request: CallerRequest;
  readonly address: ApiAddress;
  /** Its ids and times, and what of it goes to logs and metrics. */
  readonly record: RequestRecord;
  /** What it was made for at a WebSocket API; null of a plain request. */
  readonly event: ConnectionEvent | null;
  stage: ActiveStage | null;
  method: ActiveMethod | null;
  /** Raw, escapes kept; null when the path has no variables. */
  pathParameters: Readonly<Record<string, string>> | null;
  /** Who has signed the request; null before that is checked, and on methods that ask for no signature. */
  signer: CallerIdentity | null;
  /** What an authorizer's function allows its caller; null before, and without one. */
  authorizerPolicy: CompiledPolicy | null;
  /** `$context.authorizer`: what an authorizer found out of the caller; null before, and without one. */
  authorizer: ContextRecord | null;
  /** With the authorizer's function; null where it was not called for this request. */
  authorizerExchange: Exchange | null;
  /** The API key that a Lambda authorizer names; null when it names none. */
  usageIdentifierKey: string | null;
  apiKeyValue: string | null;
  /** Null until admission has found the key, and when there is none of that value. */
  apiKeyId: string | null;
  /** The plan that the key was admitted or refused by. */
  usagePlanId: string | null;
  metered: MeteredUse | null;
  /** What is left of the caller's limits, as header fields; null when its plan does not say. */
  rateLimitHeaders: readonly string[] | null;
  /** The caller's body, when a step needs it whole. */
  body: Buffer | null;
  /** What mappings and templates see; made by the first that asks. */
  scope: RequestScope | null;
  /**
   * What templates have written over the mapped parameters so far; the response template sees what the
   * request template wrote.
   */
  overrides: TemplateOverrides | null;
  /** What the web ACL of its stage said; null before, and where there is none. */
  webAcl: WebAclUse | null;
  /** With the cache of its stage; null where that does not cache it. */
  cacheUse: CacheUse | null;
  /** With the integration. */
  exchange: Exchange | null;
  /** Made by the first that asks: `traceOf`. */
  trace: RequestTrace | null;
  response: CallerResponse | null;
  /** Of its bodies; null where no log shows them. */
  excerpts: BodyExcerpts | null;
  /** Set while something runs for this request that should end when the caller goes away. */
  onCallerGone: (() => void) | null;
}

/** Behind `matchMethod`: it is known what serves. */
export type Routed = Invocation & { readonly stage: ActiveStage; readonly method: ActiveMethod };

/** Behind `buildIntegrationRequest` of an integration that calls a backend. */
export type Sending = Routed & { readonly exchange: Sendable };

/** Once the integration has answered. */
export type Received = Routed & { readonly exchange: ExchangeWithResult };

/** Names itself to its record, which learns from it when it is complete. */
export function createInvocation(
  record: RequestRecord,
  request: CallerRequest,
  address: ApiAddress,
  event: ConnectionEvent | null = null,
): Invocation {
  const invocation: Invocation = {
    request,
    address,
    record,
    event,
    stage: null,
    method: null,
    pathParameters: null,
    signer: null,
    authorizerPolicy: null,
    authorizer: null,
    authorizerExchange: null,
    usageIdentifierKey: null,
    apiKeyValue: null,
    apiKeyId: null,
    usagePlanId: null,
    metered: null,
    rateLimitHeaders: null,
    body: null,
    scope: null,
    overrides: null,
    webAcl: null,
    cacheUse: null,
    exchange: null,
    trace: null,
    response: null,
    excerpts: null,
    onCallerGone: null,
  };
  record.invocation = invocation;
  return invocation;
}
