import type { LogVariable } from '#libs/access-log-format';
import type { ContextValue } from '#libs/mapping-templates';
import { firstHeader } from '../http/raw-headers.js';
import { canaryRequest } from '../invocation/canary-request.js';
import { contextPathOf } from '../invocation/api-address.js';
import { commonLogTime } from '../invocation/common-log-time.js';
import type { RequestRecord } from '../invocation/record/request-record.js';
import { connectionVariables } from './connection-variables.js';
import { errorMessage } from './error-message.js';
import { maskSecret } from './secrets/mask-secret.js';
import { phaseVariables } from './phase-variables.js';

type Variable = LogVariable<RequestRecord>;

/**
 * What a name without `$context.` stands for in the logs of complete requests (guide page "API Gateway
 * mapping template and access logging variable reference"); null for one that never has a value. Read while
 * the record's readers run, they are worked out of record and invocation for those who print them alone.
 * Secrets are masked, also where AWS prints them.
 */
export function logVariable(name: string): Variable | null {
  return (
    ownMember(variables, name) ??
    ownMember(phaseVariables, name) ??
    ownMember(connectionVariables, name) ??
    memberOfAuthorizer(name)
  );
}

const domainName = ({ invocation }: RequestRecord): string | null =>
  invocation === null ? null : invocation.request.host.replace(/:\d*$/, '');

const signer = ({ invocation }: RequestRecord) => invocation?.signer;
const vpcEndpoint = ({ invocation }: RequestRecord) => invocation?.request.caller.vpcEndpoint;
const clientCertificate = ({ invocation }: RequestRecord) => invocation?.address.custom?.clientCertificate;

const variables: Readonly<Record<string, Variable>> = {
  accountId: plain(({ stage }) => stage?.document.accountId ?? null),
  apiId: plain(({ apiId }) => apiId),
  'customDomain.basePathMatched': open(({ invocation }) => invocation?.address.custom?.basePath || null),
  'customDomain.routingRuleIdMatched': plain(
    ({ invocation }) => invocation?.address.custom?.routingRuleId ?? null,
  ),
  dataProcessed: plain(({ bytesIn, bytesOut }) => bytesIn + bytesOut),
  deploymentId: plain(({ stage }) => stage?.document.deploymentId ?? null),
  domainName: open(domainName),
  domainPrefix: open((record) => domainName(record)?.split('.', 1)[0] ?? null),
  extendedRequestId: plain(({ extendedRequestId }) => extendedRequestId),
  httpMethod: open(ofRequest(({ httpMethod }) => httpMethod)),
  isCanaryRequest: plain(({ stage }) => canaryRequest(stage)),
  path: open(
    ofRequest(({ invocation, stageName, path }) =>
      invocation === null ? `/${stageName}${path}` : contextPathOf(invocation.address),
    ),
  ),
  protocol: plain(ofRequest(({ protocol }) => protocol)),
  requestId: plain(({ shownRequestId }) => shownRequestId),
  requestTime: plain(({ receivedAtMs }) => commonLogTime(receivedAtMs)),
  requestTimeEpoch: plain(({ receivedAtMs }) => receivedAtMs),
  resourceId: plain(({ method }) => method?.resourceId ?? null),
  resourcePath: open(({ method }) => method?.resourcePath ?? null),
  routeKey: open(({ method }) => method?.routeKey || null),
  responseLatency: plain(({ endedAfterMs }) => endedAfterMs),
  responseLength: plain(({ bytesOut }) => bytesOut),
  // A stage that is not there is called by whatever name the caller gives.
  stage: open(({ stageName }) => stageName),
  status: plain(({ status }) => status),
  xrayTraceId: open(({ trace }) => /Root=([^;]*)/.exec(trace?.shown ?? '')?.[1] ?? null),

  'identity.accessKey': open((record) => signer(record)?.accessKeyId ?? null),
  'identity.accountId': plain((record) => signer(record)?.accountId ?? null),
  'identity.apiKey': open(({ invocation, method }) =>
    method?.apiKeyRequired && invocation?.apiKeyValue ? maskSecret(invocation.apiKeyValue) : null,
  ),
  'identity.apiKeyId': plain(({ apiKeyId }) => apiKeyId),
  'identity.caller': open((record) => signer(record)?.id ?? null),
  'identity.clientCert.clientCertPem': open((record) => clientCertificate(record)?.clientCertPem ?? null),
  'identity.clientCert.issuerDN': open((record) => clientCertificate(record)?.issuerDN ?? null),
  'identity.clientCert.serialNumber': open((record) => clientCertificate(record)?.serialNumber ?? null),
  'identity.clientCert.subjectDN': open((record) => clientCertificate(record)?.subjectDN ?? null),
  'identity.clientCert.validity.notAfter': open(
    (record) => clientCertificate(record)?.validity.notAfter ?? null,
  ),
  'identity.clientCert.validity.notBefore': open(
    (record) => clientCertificate(record)?.validity.notBefore ?? null,
  ),
  'identity.sourceIp': plain(({ sourceIp }) => sourceIp),
  'identity.user': open((record) => signer(record)?.id ?? null),
  'identity.userAgent': open(({ invocation }) => {
    if (invocation === null) return null;
    const { event, request } = invocation;
    return event ? event.connection.userAgent : firstHeader(request.rawHeaders, 'user-agent');
  }),
  'identity.userArn': open((record) => signer(record)?.arn ?? null),
  'identity.vpcId': plain((record) => vpcEndpoint(record)?.vpcId ?? null),
  'identity.vpceId': plain((record) => vpcEndpoint(record)?.id ?? null),

  'error.message': open(errorMessage),
  'error.messageString': { read: errorMessage, isQuoted: true },
  'error.responseType': plain(({ refusal }) => refusal?.type ?? null),
  'error.validationErrorString': open(({ refusal }) => refusal?.validationErrorString ?? null),

  // Ours: AWS's have no name for these.
  'tollgate.cacheResult': plain(({ cacheResult }) => cacheResult),
  'tollgate.principalId': open(({ principalId }) => principalId),
  'tollgate.reason': plain(({ refusal }) => refusal?.code ?? null),
  'tollgate.reasonDetail': open(({ refusal }) => refusal?.reason ?? null),
  'tollgate.requestLength': plain(({ bytesIn }) => bytesIn),
  'tollgate.usagePlanId': plain(({ usagePlanId }) => usagePlanId),
};

/** Of a request, be it a handshake: a message has none, nor has the end of a connection. */
function ofRequest(read: (record: RequestRecord) => string | null): (record: RequestRecord) => string | null {
  return (record) => (record.eventType === null || record.eventType === 'CONNECT' ? read(record) : null);
}

/** Holds nothing that needs escaping anywhere. */
function plain(read: (record: RequestRecord) => string | number | null): Variable {
  return { read, isPlain: true };
}

function open(read: (record: RequestRecord) => string | number | null): Variable {
  return { read };
}

const ofAuthorizer = 'authorizer.';
const ofClaims = 'authorizer.claims.';

/** `authorizer.principalId`, `authorizer.claims.sub`, and what a Lambda authorizer puts into its context. */
function memberOfAuthorizer(name: string): Variable | null {
  if (name.startsWith(ofClaims)) {
    const claim = name.slice(ofClaims.length);
    return open(({ invocation }) => {
      const claims = invocation?.authorizer?.['claims'];
      return typeof claims === 'object' && claims !== null ? textOf(ownMember(claims, claim)) : null;
    });
  }
  if (!name.startsWith(ofAuthorizer)) return null;
  const member = name.slice(ofAuthorizer.length);
  return open(({ invocation }) => textOf(invocation?.authorizer && ownMember(invocation.authorizer, member)));
}

function ownMember<V>(members: Readonly<Record<string, V>>, name: string): V | null {
  return Object.hasOwn(members, name) ? members[name]! : null;
}

function textOf(value: ContextValue | undefined): string | number | null {
  if (value === undefined || value === null || typeof value === 'object') return null;
  return typeof value === 'boolean' ? String(value) : value;
}
