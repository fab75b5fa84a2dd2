import { unmetRequirements } from './documents/unmet-requirements.js';
import { httpProblems } from './http/http-problems.js';
import type { HttpSnapshot } from './http/snapshot.js';
import { restProblems } from './rest/rest-problems.js';
import type { RestSnapshot } from './rest/snapshot.js';
import type { WebSocketSnapshot } from './websocket/snapshot.js';
import { webSocketProblems } from './websocket/websocket-problems.js';

/**
 * What is wrong with a snapshot that nevertheless has the right digest: an empty list means that a gateway of
 * this release can serve it. Gateways refuse on anything else, because skipping an unknown authorization or
 * integration would serve a method open. Takes `unknown`, since a newer compiler may have written what this
 * code's types do not say.
 */
export function checkConsistency(candidate: unknown): readonly string[] {
  if (typeof candidate !== 'object' || candidate === null) return ['not a snapshot'];
  const unmet = unmetRequirements('snapshot', candidate);
  if (unmet !== null) return [unmet];
  const { protocol = 'REST', routes } = candidate as { protocol?: unknown; routes?: unknown };
  if (typeof protocol !== 'string' || !Object.hasOwn(problemsOf, protocol)) {
    return [`protocol ${String(protocol)} is not known`];
  }
  if (!Array.isArray(routes)) return ['no list of routes'];
  return problemsOf[protocol as keyof typeof problemsOf](candidate);
}

const problemsOf = {
  REST: (candidate: object) => restProblems(candidate as RestSnapshot),
  HTTP: (candidate: object) => httpProblems(candidate as HttpSnapshot),
  WEBSOCKET: (candidate: object) => webSocketProblems(candidate as WebSocketSnapshot),
};
