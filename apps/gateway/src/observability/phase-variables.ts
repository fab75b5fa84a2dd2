import type { LogVariable } from '#libs/access-log-format';
import { endpointRequestId } from '../invocation/endpoint-request-id.js';
import type { Exchange } from '../invocation/exchange.js';
import { wafResponseCode, type WebAclUse } from '../invocation/web-acl.js';
import type { RequestRecord } from '../invocation/record/request-record.js';

type Variable = LogVariable<RequestRecord>;

/**
 * `$context` of the phases of a request, for logs: `authenticate` is its signature, `authorize` what policies
 * say, `authorizer` the call of an authorizer, `waf` what the web ACL says, `integration` the call of the
 * backend. A phase has a status when it was come to, and an error when it refused.
 */
export const phaseVariables: Readonly<Record<string, Variable>> = {
  'authenticate.error': text((record) => errorOf(record, isOfSignature)),
  'authenticate.status': number((record) => {
    if (record.invocation?.signer) return 200;
    return errorOf(record, isOfSignature) === null ? null : record.status;
  }),

  'authorize.error': text((record) => errorOf(record, isOfPolicy)),
  'authorize.status': number((record) =>
    record.method?.authorize ? statusOf(record, isOfPolicy, isBeforePolicy) : null,
  ),

  'authorizer.error': text((record) => errorOf(record, isOfAuthorizer)),
  'authorizer.integrationLatency': number((record) => authorizerLatency(record)),
  'authorizer.integrationStatus': number(({ invocation }) =>
    statusOfExchange(invocation?.authorizerExchange),
  ),
  'authorizer.latency': number((record) => authorizerLatency(record)),
  'authorizer.requestId': text(({ invocation }) => requestIdOf(invocation?.authorizerExchange)),
  'authorizer.status': number((record) =>
    record.method?.authorizerId ? statusOf(record, isOfAuthorizer, isBeforeAuthorizer) : null,
  ),

  'waf.error': text(({ invocation }) => {
    const answer = invocation?.webAcl?.answer;
    return answer && 'away' in answer ? answer.away : null;
  }),
  'waf.latency': number(({ invocation }) => invocation?.webAcl?.latencyMs ?? null),
  'waf.status': number(({ invocation }) => webAclStatus(invocation?.webAcl)),
  wafResponseCode: text(({ invocation }) => wafResponseCode(invocation?.webAcl ?? null)),
  webaclArn: text(({ stage }) => stage?.document.webAclArn ?? null),

  'integration.error': text((record) => errorOf(record, isOfIntegration)),
  'integration.integrationStatus': number((record) => record.integrationStatus || null),
  'integration.latency': number(integrationLatency),
  'integration.requestId': text(({ invocation }) => requestIdOf(invocation?.exchange)),
  'integration.responseTransferMode': text(({ method }) =>
    method === null ? null : method.streamsForMs === null ? 'BUFFERED' : 'STREAM',
  ),
  'integration.status': number(integrationStatus),
  awsEndpointRequestId: text(({ invocation }) => requestIdOf(invocation?.exchange)),
  integrationErrorMessage: text((record) => errorOf(record, isOfIntegration)),
  integrationLatency: number(integrationLatency),
  integrationStatus: number((record) => record.integrationStatus || null),
};

function text(read: (record: RequestRecord) => string | null): Variable {
  return { read };
}

function number(read: (record: RequestRecord) => number | null): Variable {
  return { read, isPlain: true };
}

/** Ours, AWS says nothing of it: 403 of what is blocked, 500 where nobody could say. */
function webAclStatus(use: WebAclUse | null | undefined): number | null {
  if (!use) return null;
  if ('away' in use.answer) return 500;
  return use.answer.action === 'ALLOW' ? 200 : 403;
}

type OfPhase = (code: string) => boolean;

const isOfSignature: OfPhase = (code) => code.startsWith('signature.');
const refusedByPolicy: ReadonlySet<string> = new Set([
  'policy.denied',
  'policy.not_allowed',
  'authorizer.denied',
  'authorizer.not_allowed',
]);
const isOfPolicy: OfPhase = (code) => refusedByPolicy.has(code);
const isOfAuthorizer: OfPhase = (code) => code.startsWith('authorizer.') && !isOfPolicy(code);
const isOfIntegration: OfPhase = (code) => code.startsWith('integration.') || code.startsWith('function.');

/** What refuses before the phase is come to. */
const isBeforePolicy: OfPhase = (code) =>
  code === 'method.arn_too_long' || isOfSignature(code) || isOfAuthorizer(code);
const isBeforeAuthorizer: OfPhase = (code) => code === 'method.arn_too_long' || code.startsWith('policy.');

function errorOf({ refusal }: RequestRecord, isOf: OfPhase): string | null {
  return refusal !== null && isOf(refusal.code) ? refusal.reason : null;
}

function statusOf({ refusal, status }: RequestRecord, isOf: OfPhase, isBefore: OfPhase): number | null {
  if (refusal === null || !(isOf(refusal.code) || isBefore(refusal.code))) return 200;
  return isOf(refusal.code) ? status : null;
}

/** No time at all where the result was known. */
function authorizerLatency(record: RequestRecord): number | null {
  if (record.authorizerEndedAfterMs >= 0) return record.authorizerEndedAfterMs - record.authorizerSentAfterMs;
  return record.method?.authorizerId && record.invocation?.authorizer ? 0 : null;
}

function integrationLatency({
  integrationSentAfterMs,
  integrationEndedAfterMs,
}: RequestRecord): number | null {
  return integrationEndedAfterMs < 0 ? null : integrationEndedAfterMs - integrationSentAfterMs;
}

/** Of a Lambda proxy integration what the function says, of others what the backend says. */
function integrationStatus(record: RequestRecord): number | null {
  const { method, integrationStatus: status, refusal } = record;
  if (status === 0) return null;
  if (method?.integrationType !== 'LAMBDA_PROXY') return status;
  return refusal === null ? record.status : null;
}

function statusOfExchange(exchange: Exchange | null | undefined): number | null {
  return exchange?.result?.status ?? null;
}

function requestIdOf(exchange: Exchange | null | undefined): string | null {
  return exchange?.result ? endpointRequestId(exchange.result.rawHeaders) : null;
}
