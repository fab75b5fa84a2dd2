import type { StageDocument, WebSocketSnapshot } from '#libs/snapshot-format';
import { createSessionReader } from '#libs/session-tokens';
import { createSigningKeyCache } from '#libs/sigv4';
import { createGatewaySeal } from '#libs/snapshot-format';
import { silentLogger } from '#libs/telemetry';
import { firstHeader } from '../http/raw-headers.js';
import type { Caller } from '../http/caller.js';
import type { CallerRequest } from '../http/caller-request.js';
import { Signers } from '../identity/signers.js';
import type { AwsServices } from '../integrations/aws/aws-services.js';
import { BackendPools } from '../integrations/transport/backend-pools.js';
import { OwnEndpoints } from '../integrations/transport/own-endpoints.js';
import type { ActiveStage } from '../invocation/active-stage.js';
import type { Admission, AdmissionRequest } from '../invocation/admission.js';
import type { CallerResponse } from '../invocation/caller-response.js';
import type { ConnectionEvent, ConnectionFacts } from '../invocation/connection-event.js';
import { foundAtConnect } from '../invocation/found-at-connect.js';
import { createInvocation, type Invocation } from '../invocation/invocation.js';
import { LateResponse, Pipeline } from '../invocation/pipeline.js';
import { RequestRecord } from '../invocation/record/request-record.js';
import { chooseRelease } from '../invocation/steps/choose-release.js';
import { selectStage } from '../invocation/steps/select-stage.js';
import { WebSocketApiSteps } from '../invocation/websocket-api-steps.js';
import { createWebSocketActivator } from '../snapshots/activate-websocket-snapshot.js';
import { activateStage } from '../snapshots/activate-stage.js';
import { IdentityDocuments } from '../snapshots/identity-documents.js';
import { KeySets } from '../tokens/key-sets.js';
import { keySetFilesIn } from '../tokens/key-set-files.js';
import { TokenVerifier } from '../tokens/token-verifier.js';
import { awsOf } from './aws-of.js';
import { nobodyDenied } from './nobody-denied.js';
import { stageOf } from './documents.js';
import { webSocketApiId, webSocketHost, webSocketStage } from './websocket-documents.js';

/** What a client gets of an event. */
export interface Answer {
  readonly status: number;
  readonly headers: readonly string[];
  /** A text is a text frame, bytes are a binary one; null: nothing is sent. */
  readonly body: string | Buffer | null;
  readonly invocation: Invocation;
}

/** The pipeline of WebSocket APIs without sockets: events go in, and what clients get comes out. */
export interface WebSocketPipeline {
  deploy(snapshot: WebSocketSnapshot, stage?: Partial<StageDocument>): void;
  connect(options?: ConnectOptions): Promise<Answer & { readonly client: TestClient }>;
  /** A request that is no handshake. */
  request(path: string, options?: Partial<CallerRequest>): Promise<Answer>;
  /** What admission was asked. */
  readonly admitted: readonly AdmissionRequest[];
  refuseNext(verdict: Awaited<ReturnType<Admission['admit']>>): void;
  close(): Promise<void>;
}

export interface ConnectOptions {
  readonly headers?: readonly string[];
  readonly query?: string;
}

export interface TestClient {
  readonly facts: ConnectionFacts;
  say(message: string | object): Promise<Answer>;
  leave(code?: number, reason?: string): Promise<Answer>;
}

/** What every client of RFC 6455 sends. */
export const handshakeHeaders = [
  ...['Host', webSocketHost, 'Connection', 'Upgrade', 'Upgrade', 'websocket'],
  ...['Sec-WebSocket-Version', '13', 'Sec-WebSocket-Key', 'dGhlIHNhbXBsZSBub25jZQ=='],
];

const caller: Caller = {
  ip: '192.0.2.7',
  peerIp: '192.0.2.7',
  port: '443',
  isTls: true,
  serverName: null,
  isNameUntold: false,
  tlsVersion: 'TLSv1.3',
  cipher: null,
  isBehindProxy: false,
  proof: null,
  vpcEndpoint: null,
};

const requestOf = (change: Partial<CallerRequest>): CallerRequest => ({
  httpMethod: 'GET',
  sentMethod: 'GET',
  protocol: 'HTTP/1.1',
  target: '/',
  host: webSocketHost,
  rawHeaders: [],
  apiKey: null,
  contentType: null,
  accept: null,
  connection: null,
  contentEncoding: null,
  bodyBytes: 0,
  body: null,
  bodyBytesRead: 0,
  caller,
  ...change,
});

export function startWebSocketPipeline(aws: Partial<AwsServices> = {}): WebSocketPipeline {
  const backends = new BackendPools({
    allowLinkLocal: false,
    vpcLinkTargets: new Map(),
    ownEndpoints: new OwnEndpoints('http://127.0.0.1:1'),
    log: silentLogger,
  });
  const keySets = new KeySets({
    fetch: () => Promise.reject(new Error('no key set is fetched here')),
    files: keySetFilesIn('/nonexistent'),
    log: silentLogger,
  });
  const integrations = { backends, aws: awsOf(aws), roles: null, vpcLinks: { find: () => undefined } };
  const admitted: AdmissionRequest[] = [];
  let refusal: Awaited<ReturnType<Admission['admit']>> | null = null;
  const usual = {
    admitted: true,
    apiKeyId: null,
    usagePlanId: null,
    metered: null,
    rateLimitHeaders: null,
  } as const;
  const admission: Admission = {
    admit(request) {
      admitted.push(request);
      const verdict = refusal ?? usual;
      refusal = null;
      return verdict;
    },
  };
  const activate = createWebSocketActivator({
    steps: new WebSocketApiSteps({
      admission,
      deniedIdentities: nobodyDenied,
      callConnection(invocation) {
        invocation.response = { status: 204, headers: [], body: null, streamBytes: null };
        return null;
      },
    }),
    integrations,
    authorizers: {
      integrations,
      tokens: new TokenVerifier(keySets),
      userPoolIssuers: new Map(),
      results: null,
      log: silentLogger,
    },
    signatures: {
      signers: new Signers(new IdentityDocuments(createGatewaySeal('token')), createSessionReader('token')),
      signingKeys: createSigningKeyCache(),
    },
  });
  let stage: ActiveStage | undefined;
  const stages = {
    find: (_: string, name: string) => (stage?.document.stageName === name ? stage : undefined),
    rootCount: 0,
    isAtRoot: () => false,
    isHttpApi: () => false,
    isWebSocketApi: () => true,
  };
  const faults: unknown[] = [];
  const pipeline = new Pipeline(selectStage(stages), chooseRelease(), {
    error: (_, fields) => void faults.push(fields),
  });

  async function run(
    request: CallerRequest,
    { path, query }: { readonly path: string; readonly query: string },
    event: ConnectionEvent | null,
    body: Buffer | null,
  ): Promise<Answer> {
    const address = {
      apiId: webSocketApiId,
      region: null,
      stageName: 'dev',
      path,
      query,
      custom: null,
      namedBy: 'host' as const,
      vpcEndpointId: null,
    };
    const invocation = createInvocation(new RequestRecord(), request, address, event);
    invocation.body = body;
    const found = event?.connection.found;
    if (found) Object.assign(invocation, { authorizer: found.authorizer, apiKeyId: found.apiKeyId });
    const response = pipeline.invoke(invocation);
    const settled =
      response instanceof LateResponse
        ? await new Promise<CallerResponse>((resolve) => response.whenHere(resolve))
        : response;
    if (faults.length > 0) throw new Error(`a step failed: ${JSON.stringify(faults.splice(0), errors)}`);
    const { status, headers } = settled;
    return { status, headers, body: settled.body as Answer['body'], invocation };
  }

  const clientOf = (facts: ConnectionFacts): TestClient => {
    const eventOf = (type: ConnectionEvent['type'], change: Partial<ConnectionEvent>): ConnectionEvent => ({
      type,
      connection: facts,
      messageId: null,
      disconnectStatusCode: null,
      disconnectReason: null,
      ...change,
    });
    const bare = { path: '', query: '' };
    return {
      facts,
      say(message) {
        const text = typeof message === 'string' ? message : JSON.stringify(message);
        const body = Buffer.from(text);
        const event = eventOf('MESSAGE', { messageId: 'Messag3IdOfAWS0=' });
        return run(requestOf({ bodyBytes: body.length }), bare, event, body);
      },
      leave: (disconnectStatusCode = 1005, disconnectReason = 'Client-side close frame status not set') =>
        run(requestOf({}), bare, eventOf('DISCONNECT', { disconnectStatusCode, disconnectReason }), null),
    };
  };

  return {
    admitted,
    refuseNext(verdict) {
      refusal = verdict;
    },
    deploy(snapshot, change = {}) {
      const active = activate('digest', snapshot);
      if (!active.ok) throw new Error(active.reason);
      stage = activateStage(stageOf('digest', webSocketStage(change)), {
        snapshot: active.value,
      });
    },
    async connect({ headers = [], query = '' } = {}) {
      const rawHeaders = [...handshakeHeaders, ...headers];
      const facts: ConnectionFacts = {
        connectionId: 'R0oXAdfD0kwCH6w=',
        apiId: webSocketApiId,
        stageName: 'dev',
        connectedAtMs: Date.now(),
        domainName: webSocketHost,
        sourceIp: caller.ip,
        userAgent: firstHeader(rawHeaders, 'user-agent'),
        tokenExpiresAtMs: null,
        found: null,
      };
      const event: ConnectionEvent = {
        type: 'CONNECT',
        connection: facts,
        messageId: null,
        disconnectStatusCode: null,
        disconnectReason: null,
      };
      const request = requestOf({
        rawHeaders,
        connection: 'Upgrade',
        apiKey: firstHeader(rawHeaders, 'x-api-key'),
        target: query === '' ? '/dev' : `/dev?${query}`,
      });
      const answer = await run(request, { path: '', query }, event, null);
      facts.found = foundAtConnect(answer.invocation);
      return { ...answer, client: clientOf(facts) };
    },
    request: (path, change = {}) => run(requestOf(change), { path, query: '' }, null, null),
    async close() {
      keySets.close();
      await backends.close();
    },
  };
}

const errors = (_: string, value: unknown): unknown => (value instanceof Error ? value.stack : value);
