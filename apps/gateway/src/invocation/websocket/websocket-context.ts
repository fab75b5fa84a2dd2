import type { ContextRecord } from '#libs/mapping-templates';
import type { CallerIdentity } from '../caller-identity.js';
import { commonLogTime } from '../common-log-time.js';
import type { ConnectionEvent } from '../connection-event.js';
import type { Invocation } from '../invocation.js';

/**
 * `$context` of a WebSocket API (guide page "WebSocket API mapping template reference"). There is one request
 * id for each event, as there is of HTTP APIs. Parts that cost something are getters.
 */
export function webSocketContext(invocation: Invocation, event: ConnectionEvent): ContextRecord {
  const { record, stage, method } = invocation;
  const { connection, disconnectReason, disconnectStatusCode, messageId } = event;
  const { domainName } = connection;
  return {
    accountId: stage?.document.accountId ?? null,
    apiId: connection.apiId,
    get authorizer() {
      return invocation.authorizer;
    },
    connectedAt: connection.connectedAtMs,
    connectionId: connection.connectionId,
    deploymentId: stage?.document.deploymentId ?? null,
    ...(event.type === 'DISCONNECT' && { disconnectReason, disconnectStatusCode }),
    domainName,
    domainPrefix: domainName.split('.', 1)[0] ?? '',
    eventType: event.type,
    extendedRequestId: record.extendedRequestId,
    get identity() {
      return webSocketIdentity(invocation, event);
    },
    messageDirection: 'IN',
    ...(messageId !== null && { messageId }),
    requestId: record.extendedRequestId,
    get requestTime() {
      return commonLogTime(record.receivedAtMs);
    },
    requestTimeEpoch: record.receivedAtMs,
    routeKey: method?.routeKey ?? null,
    stage: connection.stageName,
    get status() {
      return invocation.exchange?.result?.status ?? null;
    },
  };
}

/** Who has signed a handshake. */
export const signerIdentity = ({ accessKeyId, accountId, arn, id }: CallerIdentity): ContextRecord => ({
  accessKey: accessKeyId,
  accountId,
  caller: id,
  user: id,
  userArn: arn,
});

/** Members that say nothing are left out (public reports). */
export function webSocketIdentity(invocation: Invocation, { connection }: ConnectionEvent): ContextRecord {
  const { signer, method, apiKeyId, apiKeyValue } = invocation;
  const { sourceIp, userAgent } = connection;
  return {
    ...(signer === null ? connection.found?.signer : signerIdentity(signer)),
    ...(method?.apiKeyRequired && { apiKey: apiKeyValue, apiKeyId }),
    sourceIp,
    ...(userAgent !== null && { userAgent }),
  };
}
