import { compileGatewayResponses, type GatewayResponder } from '#libs/gateway-responses';
import { compileSchemas, type Validator } from '#libs/json-schema';
import { compileBoundedPattern } from '#libs/mapping-templates';
import { buildRouteTrie, type Route, type RouteTrie } from '#libs/route-trie';
import {
  checkConsistency,
  methodThrottleName,
  type Snapshot,
  type SnapshotMethod,
  type SnapshotRoute,
} from '#libs/snapshot-format';
import { activateIntegration, type ActiveIntegration } from '../integrations/active-integration.js';
import { compileBinaryMediaTypes, type IsBinary } from '../integrations/mapping/binary-media-types.js';
import { activateRequestChecks, type ActiveRequestChecks } from '../invocation/check-request.js';
import { stepsOf } from '../invocation/rest-api-steps.js';
import type { Step } from '../invocation/step.js';
import type { Checked } from './check-change.js';

/** A method as it serves. One object per method and snapshot: its identity can key a map. */
export interface ActiveMethod {
  readonly resourceId: string;
  readonly resourcePath: string;
  /** As defined: an HTTP method or ANY. */
  readonly httpMethod: string;
  /** Its name in the throttle tables of stages and usage plans; see `methodThrottleName`. */
  readonly settingsKey: string;
  readonly apiKeyRequired: boolean;
  /** The steps that this method uses behind `matchMethod`, in the order of the pipeline. */
  readonly steps: readonly Step[];
  readonly integration: ActiveIntegration;
  /** Null when requests are not checked. */
  readonly requestChecks: ActiveRequestChecks | null;
}

/** A snapshot as it serves: everything built that a request needs. */
export interface ActiveSnapshot {
  readonly digest: string;
  readonly document: Snapshot;
  readonly methods: readonly ActiveMethod[];
  readonly routes: RouteTrie<ActiveMethod>;
  /** Answers what the pipeline rejects, with the API's own gateway responses. */
  readonly respond: GatewayResponder;
}

/** Builds a snapshot whose digest was verified. Throws only for what `checkConsistency` does not see; the caller refuses then too. */
export function activateSnapshot(digest: string, document: Snapshot): Checked<ActiveSnapshot> {
  const problems = checkConsistency(document);
  if (problems.length > 0) return { ok: false, reason: problems.join('; ') };
  const models = compileSchemas(document.models ?? {}, { compilePattern });
  if (!models.ok)
    return {
      ok: false,
      reason: models.problems.map(({ at, message }) => `model ${at} ${message}`).join('; '),
    };
  const compression = document.minimumCompressionSize !== null;
  const isBinary = compileBinaryMediaTypes(document.binaryMediaTypes);
  const routes: Route<ActiveMethod>[] = [];
  for (const route of document.routes) {
    for (const [httpMethod, method] of Object.entries(route.methods)) {
      routes.push({
        path: route.path,
        methods: [httpMethod],
        value: activateMethod(route, httpMethod, method, models.validators, isBinary, compression),
      });
    }
  }
  return {
    ok: true,
    value: {
      digest,
      document,
      methods: routes.map(({ value }) => value),
      routes: buildRouteTrie(routes),
      respond: compileGatewayResponses(document.gatewayResponses),
    },
  };
}

const compilePattern = (source: string) => compileBoundedPattern(source, 'part');

function activateMethod(
  route: SnapshotRoute,
  httpMethod: string,
  method: SnapshotMethod,
  models: ReadonlyMap<string, Validator>,
  isBinary: IsBinary,
  compression: boolean,
): ActiveMethod {
  const integration = activateIntegration(method, isBinary);
  return {
    resourceId: route.resourceId,
    resourcePath: route.path,
    httpMethod,
    settingsKey: methodThrottleName(route.path, httpMethod),
    apiKeyRequired: method.apiKeyRequired,
    integration,
    requestChecks: method.requestChecks ? activateRequestChecks(method.requestChecks, models) : null,
    steps: stepsOf({
      apiKey: method.apiKeyRequired,
      body: integration.readsBody || (method.requestChecks?.bodyModels ?? null) !== null,
      requestChecks: method.requestChecks !== undefined,
      backend: method.integration.type !== 'MOCK',
      responseMapping: integration.mapResponse !== null,
      compression,
    }),
  };
}
