import {
  entitiesOf,
  eventText,
  hidden,
  isReadOnly,
  presentPart,
  type AuditEvent,
  type PartContext,
} from '#libs/audit';
import type { WireError } from '#libs/aws-wire';
import type { StoredEvent } from '#libs/persistence';
import type { CallerIdentity, ManagementRequest } from '../http/management-request.js';
import type { AuditedCall } from './audited-call.js';
import { eventSourceOf, type AuditedOperation } from './called-operation.js';
import { userIdentityOf, userNameOf } from './user-identity.js';

/** What became of a call. */
export type CallOutcome =
  | { readonly kind: 'done'; readonly output: unknown }
  | { readonly kind: 'refused'; readonly error: WireError };

const messageCharsMax = 1_024;
const userAgentCharsMax = 512;

/** The event of a call whose caller is known. */
export function describeCall(
  call: AuditedCall,
  caller: CallerIdentity,
  called: AuditedOperation,
  parameters: unknown,
  outcome: CallOutcome,
  isSecretVariable: PartContext['isSecretVariable'],
): StoredEvent {
  const { request, eventId, atMs } = call;
  const { owner } = caller;
  const { service, name } = called;
  const readOnly = isReadOnly(name);
  const context: PartContext = {
    memberNamesStay: service === 'apigateway' || service === 'tollgate',
    isSecretVariable,
    hideWhatLooksSecret: service === 'tollgate',
  };
  const asked = presentPart(name, 'request', parameters, context);
  // What a session is made of is nothing that was changed, but all the same what was given.
  const answers = outcome.kind === 'done' && (!readOnly || service === 'sts') ? outcome.output : null;
  const answered = presentPart(name, 'response', answers, context);
  const requestParameters =
    service === 'apigateway' && isObject(asked.value) ? { ...asked.value, template: false } : asked.value;
  const event: AuditEvent = {
    eventVersion: '1.08',
    userIdentity: userIdentityOf(caller),
    ...commonOf(request, eventId, atMs),
    eventSource: eventSourceOf(service),
    eventName: name.slice(0, 128),
    awsRegion: owner.region,
    ...(outcome.kind === 'refused' && refusalOf(outcome.error, asked.secrets)),
    requestParameters,
    responseElements: answered.value,
    readOnly,
    recipientAccountId: owner.accountId,
  };
  return {
    eventId,
    accountId: owner.accountId,
    region: owner.region,
    atMs,
    eventName: event.eventName,
    eventSource: event.eventSource,
    userName: userNameOf(caller),
    accessKeyId: caller.accessKeyId,
    readOnly,
    entities: entitiesOf(name, asked.value, answered.value),
    event: eventText(event),
  };
}

/** What every event says alike. */
export const commonOf = (request: ManagementRequest, eventId: string, atMs: number) =>
  ({
    eventTime: new Date(atMs).toISOString().replace(/\.\d+Z$/, 'Z'),
    sourceIPAddress: request.ip,
    userAgent: (request.headers['user-agent'] ?? '').slice(0, userAgentCharsMax),
    requestID: request.id,
    eventID: eventId,
    eventType: 'AwsApiCall',
    managementEvent: true,
    eventCategory: 'Management',
  }) satisfies Partial<AuditEvent>;

/** CloudTrail's name of a refused permission is that of IAM and STS, whatever the service calls it. */
function refusalOf({ code, message }: WireError, secrets: readonly string[]) {
  // A refusal may repeat what it refuses.
  const shown = secrets
    .filter((secret) => secret.length >= 4)
    .reduce((text, secret) => text.replaceAll(secret, hidden), message);
  return {
    errorCode: code === 'AccessDeniedException' ? 'AccessDenied' : code,
    errorMessage: shown.slice(0, messageCharsMax),
  };
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
