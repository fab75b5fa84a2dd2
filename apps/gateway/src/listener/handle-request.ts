import { endpointOf } from '#libs/snapshot-format';
import { unquotedMessage, type Logger } from '#libs/telemetry';
import type { ActiveDomains } from '../domains/active-domains.js';
import type { Admin, AdminResponse } from '../admin/admin.js';
import type { AddressedStages } from '../invocation/active-stage.js';
import type { ApiAddress } from '../invocation/api-address.js';
import type { CallerResponse } from '../invocation/caller-response.js';
import { createInvocation, type Invocation } from '../invocation/invocation.js';
import { LateResponse, type Pipeline } from '../invocation/pipeline.js';
import { renderRejection } from '../invocation/render-rejection.js';
import type { RequestRecord } from '../invocation/record/request-record.js';
import type { HeadReason } from '../refusals/head-reasons.js';
import { reject, type Rejection } from '../refusals/rejection.js';
import type { RejectionReason } from '../refusals/rejection-reasons.js';
import type { RequestCaptures } from '../captures/request-captures.js';
import type { Caller } from '../http/caller.js';
import type { BodySource, CallerRequest } from '../http/caller-request.js';
import type { OutgoingResponse } from '../http/outgoing-response.js';
import type { RequestOrigin } from './connections.js';
import { answerChallenge, type KnownChallenges } from './acme-challenge.js';
import { asksForWebSocket, type AskingMessage } from '../connections/handshake-head.js';
import type { Handshakes } from '../connections/handshakes.js';
import type { HandshakeResponse } from './handshake-response.js';
import { createAddressReader, type AddressedRequest } from './read-address.js';
import type { RefusedHead } from './read-request.js';
import { refuseEarly } from './refuse-early.js';
import type { ResponseDoor } from './response-door.js';

export interface HandlerOptions {
  readonly pipeline: Pick<Pipeline, 'invoke'>;
  readonly door: ResponseDoor;
  readonly log: Pick<Logger, 'error'>;
  /** Missing: nothing is ever captured. */
  readonly captures?: Pick<RequestCaptures, 'isOn' | 'watch'>;
  /** What certificate authorities ask for; missing: nothing. */
  readonly acmeChallenges?: KnownChallenges;
  /** What follows `execute-api.<region>.` in the hosts of APIs. */
  readonly domain: string;
  /** The custom domains; missing: there are none. */
  readonly domains?: ActiveDomains;
  /** Missing: no API is served at the root. */
  readonly stages?: AddressedStages;
  /** What a load balancer asks; see `createProbes`. */
  readonly probes: Admin;
  /** What opens the connections of WebSocket APIs; missing: nothing does. */
  readonly handshakes?: Pick<Handshakes, 'begin'> | null;
}

/** Nothing may move for so long while a response streams (guide page "Stream the integration response"). */
const streamIdleMs = { REGIONAL: 5 * 60_000, PRIVATE: 5 * 60_000, EDGE: 30_000 } as const;

const ownPrefix = '/_tollgate/';

const noAddress: ApiAddress = {
  apiId: '',
  region: null,
  stageName: '',
  path: '',
  query: '',
  custom: null,
  namedBy: 'host',
  vpcEndpointId: null,
};

/** What AWS answers to health checks of its own, and of who asks like them (public reports). */
const healthy: CallerResponse = {
  status: 200,
  headers: ['Content-Type', 'text/plain'],
  body: 'healthy',
  streamBytes: null,
};

/** What has come of a request: its head, as `ReadMessage` knows it, and the body. */
export interface ReceivedMessage extends BodySource {
  readonly rawHeaders: readonly string[];
}

/** Reads and checks the head of what a version of the protocol brings. */
export type ReadMessage<Message> = (message: Message, caller: Caller) => CallerRequest | RefusedHead;

/** Serves a request, which may be a handshake: then `outgoing` is its response. */
export type HandleRequest<Message> = (
  message: Message,
  outgoing: OutgoingResponse,
  origin: RequestOrigin,
  handshake?: HandshakeResponse | null,
) => void;

/** Bytes in, bytes out: from a parsed request to the pipeline and back to the connection. */
export function createRequestHandler<Message extends ReceivedMessage>(
  options: HandlerOptions,
  readMessage: ReadMessage<Message>,
): HandleRequest<Message> {
  const { pipeline, door, log, probes, captures = null, acmeChallenges = null, handshakes = null } = options;
  const readAddress = createAddressReader(options.domain, options.domains, options.stages);

  function handle(
    message: Message,
    outgoing: OutgoingResponse,
    record: RequestRecord,
    origin: RequestOrigin,
    handshake: HandshakeResponse | null,
  ): void {
    const caller = origin.caller(message.rawHeaders);
    const request = readMessage(message, caller);
    if ('refusedWith' in request) {
      record.isOfHttpApi =
        request.asked !== undefined &&
        isForHttpApi({ ...request.asked, rawHeaders: message.rawHeaders, caller });
      return refuse(outgoing, record, request.refusedWith, '');
    }
    record.bytesIn = request.bodyBytes ?? 0;
    // A request to switch protocols is ignored, but the parser has stopped reading this one behind it.
    if (request.connection !== null && asksForUpgrade(request.connection)) outgoing.shouldKeepAlive = false;
    const challenge = acmeChallenges && answerChallenge(acmeChallenges, request);
    if (challenge) return door.send(outgoing, record, challenge);
    const address = readAddress(request);
    if (address === 'healthy') return door.send(outgoing, record, healthy);
    if (address === null) {
      const own = request.target.startsWith(ownPrefix) ? probes(pathOf(request.target)) : null;
      if (own) return door.send(outgoing, record, probeResponse(own));
    }
    if (address === null || 'refusedWith' in address) {
      if (address?.endsConnection === true) origin.endWith(outgoing);
      const { refusedWith, detail } = address ?? { refusedWith: 'endpoint.no_api', detail: request.host };
      const nowhere = createInvocation(record, request, noAddress);
      return deliver(nowhere, outgoing, renderRejection(nowhere, rejectAddress(refusedWith, detail)));
    }
    const pending = handshake === null || handshakes === null ? null : handshakes.begin(request, address);
    if (typeof pending === 'string') {
      record.apiId = address.apiId;
      record.stageName = address.stageName;
      return refuse(outgoing, record, pending, '');
    }
    const invocation = createInvocation(record, request, address, pending?.event);
    if (pending !== null) handshake!.await(pending, invocation);
    record.apiId = address.apiId;
    record.stageName = address.stageName;
    if (captures?.isOn) captures.watch(invocation, message, outgoing);
    const response = pipeline.invoke(invocation);
    if (response instanceof LateResponse) {
      watchCaller(invocation, outgoing);
      const streamsForMs = invocation.method?.streamsForMs ?? null;
      if (streamsForMs !== null) letStream(origin, invocation, streamsForMs);
      response.whenHere((late) => deliver(invocation, outgoing, late));
    } else {
      deliver(invocation, outgoing, response);
    }
  }

  function isForHttpApi(request: AddressedRequest): boolean {
    const address = options.stages === undefined ? null : readAddress(request);
    if (address === null || address === 'healthy' || 'refusedWith' in address) return false;
    return options.stages!.isHttpApi(address.apiId);
  }

  function deliver(invocation: Invocation, outgoing: OutgoingResponse, response: CallerResponse): void {
    // The record of a metered request must be on disk before its response leaves.
    if (invocation.metered) invocation.metered.whenJournaled(() => send(invocation, outgoing, response));
    else send(invocation, outgoing, response);
  }

  function send(invocation: Invocation, outgoing: OutgoingResponse, response: CallerResponse): void {
    // Gone, or answered already: the request broke off inside its body.
    if (outgoing.destroyed || outgoing.headersSent) {
      outgoing.notSent?.();
      return door.drop(invocation.record, response);
    }
    try {
      door.send(outgoing, invocation.record, response);
    } catch (error) {
      giveUp(outgoing, invocation.record, error);
    }
  }

  function refuse(outgoing: OutgoingResponse, record: RequestRecord, code: HeadReason, reason: string): void {
    record.refusal = { code, type: null, reason };
    door.send(outgoing, record, refuseEarly(outgoing, code, record.isOfHttpApi));
  }

  function giveUp(outgoing: OutgoingResponse, record: RequestRecord, error: unknown): void {
    log.error('answering a request failed', { requestId: record.requestId, error });
    if (outgoing.headersSent) door.cut(outgoing, record);
    else refuse(outgoing, record, 'gateway.answer_failed', unquotedMessage(error));
  }

  return (message, outgoing, origin, handshake = null) => {
    const record = door.beginRecord();
    origin.record = record;
    try {
      handle(message, outgoing, record, origin, handshake);
    } catch (error) {
      giveUp(outgoing, record, error);
    }
  };
}

/** Tells the handshakes of WebSocket APIs among what asks for another protocol. */
export function createHandshakeReader<Message extends ReceivedMessage & AskingMessage>(
  { domain, domains, stages }: Pick<HandlerOptions, 'domain' | 'domains' | 'stages'>,
  readMessage: ReadMessage<Message>,
): (message: Message, origin: RequestOrigin) => boolean {
  const readAddress = createAddressReader(domain, domains, stages);
  return (message, origin) => {
    if (!asksForWebSocket(message)) return false;
    const request = readMessage(message, origin.caller(message.rawHeaders));
    if ('refusedWith' in request) return false;
    const address = readAddress(request);
    if (address === null || address === 'healthy' || 'refusedWith' in address) return false;
    return stages?.isWebSocketApi(address.apiId) ?? false;
  };
}

function letStream(origin: RequestOrigin, { stage }: Invocation, streamsForMs: number): void {
  const endpoint = stage && endpointOf(stage.release.snapshot.document);
  origin.letIdle(streamIdleMs[endpoint?.type ?? 'REGIONAL'], Date.now() + streamsForMs);
}

function asksForUpgrade(connection: string): boolean {
  return connection !== 'keep-alive' && connection !== 'close' && /upgrade/i.test(connection);
}

/** A caller that goes away before its response is complete has no more use for what runs on its behalf. */
function watchCaller(invocation: Invocation, outgoing: OutgoingResponse): void {
  outgoing.on('close', () => {
    if (!outgoing.writableFinished) invocation.onCallerGone?.();
  });
}

function probeResponse({ status, body }: AdminResponse): CallerResponse {
  return {
    status,
    headers: ['Content-Type', 'application/json'],
    body: JSON.stringify(body),
    streamBytes: null,
  };
}

/** RFC 9110, section 15.5.20: the one of these that says what is wrong, as only the client can mend it. */
function rejectAddress(code: RejectionReason, detail: string): Rejection {
  const rejection = reject(code, detail);
  return code === 'domain.misdirected'
    ? { ...rejection, message: 'Misdirected Request', errorName: 'MisdirectedRequestException' }
    : rejection;
}

function pathOf(target: string): string {
  const question = target.indexOf('?');
  return question < 0 ? target : target.slice(0, question);
}
