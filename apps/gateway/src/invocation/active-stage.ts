import type { SecureContext } from 'node:tls';
import type { HttpRoute, RateLimit, Snapshot, SnapshotMethod, StageDocument } from '#libs/snapshot-format';
import type { ActiveObservability } from './record/active-observability.js';
import type { Rejection } from '../refusals/rejection.js';
import type { ActiveCacheKey } from './response-cache/cache-key.js';
import type { RenderRejection } from './render-rejection.js';
import type { CachedMethod } from './response-cache/active-caching.js';
import type { ActiveRequestChecks } from './check-request.js';
import type { Invocation, Routed } from './invocation.js';
import type { MethodStep, RouteStep } from './step.js';
import type { TraceSampler } from './tracing/trace-sampler.js';

/**
 * A Stage as it serves, of whatever protocol its API speaks: its document, one release, and what follows from
 * both. Immutable; a change of the stage makes a new one, and requests that run keep the one that they
 * started with. What a canary serves is an ActiveStage of its own under the same name, whose document has the
 * canary's deployment, snapshot and variables.
 */
export interface ActiveStage {
  /** `<restApiId>/<stageName>`, the name of its document and the key of `apiStages` in usage plans. */
  readonly name: string;
  readonly document: StageDocument;
  readonly release: Release;
  /** What some of its requests run on in its place; null when there is no canary, and of a canary. */
  readonly canary: ActiveCanary | null;
  /** It is what a canary serves. */
  readonly isCanary: boolean;
  /**
   * Under which results of its authorizers are kept: another name from the next deployment, change of
   * variables or flush on.
   */
  readonly resultsName: string;
  /** The stage throttle of each method that has one. */
  readonly throttles: ReadonlyMap<ActiveMethod, RateLimit>;
  /** What of its requests is logged, counted and traced. */
  readonly observability: ActiveObservability;
  /** Whose responses it keeps; null where it keeps none. */
  readonly cachedMethods: ReadonlyMap<ActiveMethod, CachedMethod> | null;
  /** In place of the steps of methods that it caches, or whose bodies it logs; null where there are none. */
  readonly ownSteps: ReadonlyMap<ActiveMethod, readonly MethodStep[]> | null;
  /** Shown to HTTP backends; null when the stage shows none. */
  readonly clientCertificate: ClientCertificate | null;
  /** Chooses the requests whose spans are exported; null when this process exports none. */
  readonly traceSampler: TraceSampler | null;
}

/** A second release of a stage, and who runs on it. */
export interface ActiveCanary {
  /** Of requests, 0 to 100. */
  readonly percentTraffic: number;
  /** In lower case: the header by which callers choose a release themselves; null when there is none. */
  readonly pinHeader: string | null;
  readonly stage: ActiveStage;
}

/** The stages that serve. */
export interface ActiveStages extends AddressedStages {
  find(restApiId: string, stageName: string): ActiveStage | undefined;
}

/** What of the stages must be known to read an address. */
export interface AddressedStages {
  /** APIs with a stage `$default`, which is served at the root. */
  readonly rootCount: number;
  /** Whether a path that begins with this name is at the root: there is no such stage, but `$default`. */
  isAtRoot(apiId: string, firstPart: string): boolean;
  /** Whether there is an HTTP API of this id. */
  isHttpApi(apiId: string): boolean;
  /** Whether there is a WebSocket API of this id. */
  isWebSocketApi(apiId: string): boolean;
}

/** The stage of an HTTP API that is served at the root. */
export const rootStage = '$default';

/** What requests to a stage run on. */
export interface Release {
  readonly snapshot: ActiveSnapshot;
  readonly variables: Readonly<Record<string, string>>;
}

/** A snapshot as it serves: everything built that a request needs. */
export interface ActiveSnapshot {
  readonly digest: string;
  readonly document: Snapshot;
  readonly methods: readonly ActiveMethod[];
  /** Finds the method of a request, by the rules of the API's protocol. The steps of that method follow. */
  readonly route: RouteStep;
  /** Answers what the pipeline rejects, by the rules of the API's protocol. */
  readonly renderRejection: RenderRejection;
}

/**
 * A method, or a route of an HTTP or WebSocket API, as it serves. One object per method and snapshot: its
 * identity can key a map.
 */
export interface ActiveMethod {
  /** Of a route its id. */
  readonly resourceId: string;
  /** `$default` of that route. */
  readonly resourcePath: string;
  /** As defined: an HTTP method or ANY. */
  readonly httpMethod: string;
  /** Its name in the throttle tables of stages and usage plans; see `methodThrottleName`. */
  readonly settingsKey: string;
  /** As defined: `GET /pets/{id}`, `$default`, `$connect`; null of a REST API's method. */
  readonly routeKey: string | null;
  readonly apiKeyRequired: boolean;
  /**
   * What the API's policy says before that; null when it says nothing, or is asked together with the next.
   */
  readonly evaluateResourcePolicy: MethodStep['run'] | null;
  /** Finds out whether its caller may call it; null when everybody may. */
  readonly authorize: MethodStep['run'] | null;
  /** Of the authorizer that guards it; null when none does. */
  readonly authorizerId: string | null;
  /** As snapshots name them: `HTTP_PROXY`, `LAMBDA_PROXY`, ... */
  readonly integrationType: (SnapshotMethod | HttpRoute)['integration']['type'];
  /** What a request brings for its authorizer to know the caller by; null without an authorizer. */
  readonly identity: ((invocation: Invocation) => readonly IdentityValue[]) | null;
  /** The steps that this method uses behind `matchMethod`, in the order of the pipeline. */
  readonly steps: readonly MethodStep[];
  /** Null when requests are not checked. */
  readonly requestChecks: ActiveRequestChecks | null;
  /** Milliseconds that its integration may take; null of one that calls nothing. */
  readonly timeoutMs: number | null;
  /** Milliseconds that its response may stream for; null when it does not stream. */
  readonly streamsForMs: number | null;
  /** What its responses are told apart by, compiled when a stage caches it; null when it cannot be cached. */
  readonly cacheKey: () => ActiveCacheKey | null;
  /** Why a caller may not invalidate what is cached of it; null: it may. */
  readonly refuseInvalidation: (invocation: Routed) => Rejection | null;
}

/** Where a request names its caller: `method.request.header.Authorization`, and what it has there. */
export interface IdentityValue {
  readonly expression: string;
  readonly value: string;
}

/** What a stage shows to its backends. */
export interface ClientCertificate {
  readonly id: string;
  /** Certificate and private key, ready for TLS. */
  readonly secureContext: SecureContext;
}
