import type { CallerRequest } from '../http/caller-request.js';
import type { Caller } from '../http/caller.js';
import type { ApiAddress } from '../invocation/api-address.js';
import type { CallerResponse } from '../invocation/caller-response.js';
import type { ConnectionEvent } from '../invocation/connection-event.js';
import { createInvocation, type Invocation } from '../invocation/invocation.js';
import { LateResponse, type Pipeline } from '../invocation/pipeline.js';
import type { RequestRecords } from '../invocation/record/request-record.js';

/** Where the events of a connection come from: what is left of its handshake. */
export interface ConnectionOrigin {
  readonly caller: Caller;
  /** The Host header as it came. */
  readonly host: string;
  /** Without path and query. */
  readonly address: ApiAddress;
}

export interface EventServices {
  readonly pipeline: Pick<Pipeline, 'invoke'>;
  readonly records: Pick<RequestRecords, 'begin' | 'complete'>;
}

/**
 * Of the handshake what later events still need; neither its headers nor its query, which may hold secrets.
 */
export function originOf({ caller, host }: CallerRequest, address: ApiAddress): ConnectionOrigin {
  return { caller, host, address: { ...address, path: '', query: '' } };
}

/**
 * Runs what has happened to a connection through the pipeline as a request without headers, whose body is the
 * message; completes its record. Never throws. `responded` is given the response once what was metered of it
 * is on disk, and gives the bytes of it that it has sent.
 */
export function runEvent(
  services: EventServices,
  origin: ConnectionOrigin,
  event: ConnectionEvent,
  body: Buffer | null,
  responded: (response: CallerResponse) => number,
): void {
  const { pipeline, records } = services;
  const record = records.begin();
  record.apiId = origin.address.apiId;
  record.stageName = origin.address.stageName;
  record.bytesIn = body?.length ?? 0;
  const invocation = createInvocation(record, requestOf(origin, body), origin.address, event);
  invocation.body = body;
  if (event.connection.found) takeOver(invocation, event);
  const finish = (response: CallerResponse): void => {
    record.status = response.status;
    record.bytesOut = responded(response);
    records.complete(record);
  };
  const deliver = (response: CallerResponse): void => {
    event.handedOver?.();
    if (invocation.metered) invocation.metered.whenJournaled(() => finish(response));
    else finish(response);
  };
  const response = pipeline.invoke(invocation);
  if (response instanceof LateResponse) response.whenHere(deliver);
  else deliver(response);
}

/** What CONNECT has found out holds for all that follows. */
function takeOver(invocation: Invocation, { connection: { found } }: ConnectionEvent): void {
  invocation.authorizer = found!.authorizer;
  invocation.apiKeyId = found!.apiKeyId;
  invocation.usagePlanId = found!.usagePlanId;
}

function requestOf({ caller, host }: ConnectionOrigin, body: Buffer | null): CallerRequest {
  return {
    httpMethod: 'GET',
    sentMethod: 'GET',
    protocol: 'HTTP/1.1',
    target: '/',
    host,
    rawHeaders: [],
    apiKey: null,
    contentType: null,
    accept: null,
    connection: null,
    contentEncoding: null,
    bodyBytes: body?.length ?? 0,
    body: null,
    bodyBytesRead: 0,
    caller,
  };
}
