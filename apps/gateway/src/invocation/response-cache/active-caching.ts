import { hash } from 'node:crypto';
import { canonicalJson, digest, type MethodCaching, type StageDocument } from '#libs/snapshot-format';
import { BoundedMap } from '../../http/bounded-map.js';
import type { ActiveMethod } from '../active-stage.js';
import { methodCaching } from './method-caching.js';
import type { ResponseStore, StageResponses } from './response-store.js';
import type { ActiveCacheKey } from './cache-key.js';

/** A method as its stage caches it. */
export interface CachedMethod {
  readonly key: ActiveCacheKey;
  /** By the HTTP method that is asked for. */
  readonly caching: ReadonlyMap<string, ActiveCaching>;
  readonly responses: StageResponses;
  /** Milliseconds that a response may take. */
  readonly timeoutMs: number;
  /**
   * Keys whose last response was for its caller alone, until when: nobody waits there for another's call.
   * Small, as forgetting one costs no more than that a caller waits once.
   */
  readonly uncollapsed: BoundedMap<number>;
}

/** How responses to one HTTP method are kept. */
export interface ActiveCaching extends MethodCaching {
  /** In front of the keys of its requests. */
  readonly prefix: string;
  /** Callers wait for a call that another has made: where a call that failed may be made again. */
  readonly isCollapsed: boolean;
}

/** Of integrations that have none, which do not wait for anything. */
const usualTimeoutMs = 29_000;
const uncollapsedMax = { entries: 1_000, bytes: 300_000 };

/**
 * Joins a stage's cache to the methods of its release; null where nothing is cached. Two releases with one
 * deployment and the same variables share what is kept, and so do methods with one namespace and the same
 * parameters; a namespace that was flushed is another one.
 */
export function activateCaching(
  document: StageDocument,
  methods: readonly ActiveMethod[],
  store: ResponseStore | null,
): ReadonlyMap<ActiveMethod, CachedMethod> | null {
  const { cache } = document;
  if (cache === undefined || store === null) return null;
  const cached = new Map<ActiveMethod, CachedMethod>();
  const { sizeBytes, flushed, flushedNamespaces = {} } = cache;
  const release = digest(canonicalJson([document.deploymentId, document.variables]));
  const responses = store.open({
    stageName: `${document.restApiId}/${document.stageName}`,
    epoch: `${flushed}/${sizeBytes}`,
    bytesMax: sizeBytes,
  });
  for (const method of methods) {
    const caching = methodCaching(cache, method);
    const key = caching.size === 0 ? null : method.cacheKey();
    if (key === null) continue;
    const { namespace } = key;
    const parts = [release, namespace, flushedNamespaces[namespace] ?? 0, key.parameters];
    const contents = hash('sha256', JSON.stringify(parts), 'base64url').slice(0, 22);
    cached.set(method, {
      key,
      caching: new Map([...caching].map(([asked, its]) => [asked, active(its, asked, contents)])),
      responses,
      timeoutMs: method.timeoutMs ?? usualTimeoutMs,
      uncollapsed: new BoundedMap(uncollapsedMax),
    });
  }
  return cached.size > 0 ? cached : null;
}

function active(caching: MethodCaching, httpMethod: string, contents: string): ActiveCaching {
  const isCollapsed = httpMethod === 'GET' || httpMethod === 'OPTIONS';
  return { ...caching, prefix: `${contents}/${httpMethod}`, isCollapsed };
}
