import type { IncomingMessage, ServerResponse } from 'node:http';
import type {
  HttpIntegration,
  MethodCaching,
  SnapshotMethod,
  StageCache,
  StageDocument,
} from '#libs/snapshot-format';
import type { GatewayOptions } from '../gateway.js';
import { startBackend, type TestBackend } from './backend.js';
import { http, mapping, method, snapshot, sourceOf } from './documents.js';
import { memoryResponses, type MemoryResponses } from './memory-responses.js';
import { startTestSystem, type CallOptions, type TestSystem } from './test-gateway.js';

/** As a stage caches when nothing else is said. */
export const cachedFor300s: MethodCaching = {
  enabled: true,
  ttlSeconds: 300,
  encrypted: false,
  invalidation: 'ANYONE',
};

/** A stage that caches every GET. */
export const cachingStage = (change: Partial<StageCache> = {}): Partial<StageDocument> => ({
  cache: { sizeBytes: 512 * 1024 ** 2, flushed: 0, everyMethod: cachedFor300s, ...change },
});

/** A method whose responses are told apart by these parameters: `method.request.querystring.page`. */
export const keyedBy = (
  method: SnapshotMethod,
  names: readonly string[] = [],
  namespace = 'res0',
): SnapshotMethod => ({
  ...method,
  cacheKey: { namespace, parameters: names.map((name) => ({ name, from: sourceOf(name) })) },
});

/** A gateway whose stage caches every GET and one POST, and the backend behind it. */
export interface CachedSystem extends TestSystem {
  readonly backend: TestBackend;
  readonly responses: MemoryResponses;
  /** Of the snapshot. */
  readonly digest: string;
  /** How many callers wait for the call of another. */
  waiting(): number;
  respondWith: (response: ServerResponse, request: IncomingMessage) => void;
  /** The same API on a stage that is set otherwise. */
  redeploy(stage: Partial<StageDocument>): Promise<string>;
  /** A path that nobody has asked for. */
  freshPath(below?: string): string;
  /** Calls twice; whether the second was answered without the backend. */
  isKept(options?: CallOptions, path?: string, again?: CallOptions): Promise<boolean>;
  /** Whether a call is answered without the backend. */
  isFound(path: string, options?: CallOptions): Promise<boolean>;
}

/** Below `/any`, `/paged` (by page), `/mapped` and `/stream`, by the rest of the path. */
export async function startCachedSystem({
  keepsItself = false,
  ...options
}: Partial<GatewayOptions> & {
  /** In the gateway's own store, and not in one of the test's. */
  readonly keepsItself?: boolean;
} = {}): Promise<CachedSystem> {
  const responses = memoryResponses();
  const backend = await startBackend((request, response) => system.respondWith(response, request));
  const started = await startTestSystem({
    ...(!keepsItself && { responseStore: responses }),
    ...options,
  });
  const integration = (type: 'HTTP' | 'HTTP_PROXY', change: Partial<HttpIntegration> = {}) =>
    method(
      http(type, `${backend.origin}/{proxy}`, {
        parameters: [mapping('path', 'proxy', 'method.request.path.proxy')],
        ...change,
      }),
    );
  const byPath = ['method.request.path.proxy'];
  const byPage = [...byPath, 'method.request.querystring.page'];
  const document = snapshot(
    {
      '/any/{proxy+}': { ANY: keyedBy(integration('HTTP_PROXY'), byPath, 'any') },
      '/paged/{proxy+}': { GET: keyedBy(integration('HTTP_PROXY'), byPage, 'paged') },
      '/mapped/{proxy+}': { GET: keyedBy(integration('HTTP'), byPath, 'mapped') },
      '/hasty/{proxy+}': { GET: keyedBy(integration('HTTP_PROXY', { timeoutMs: 2_000 }), byPath, 'hasty') },
      '/stream/{proxy+}': { GET: keyedBy(integration('HTTP_PROXY', { streamsResponse: true }), byPath) },
    },
    { minimumCompressionSize: 10 },
  );
  const digest = await started.deploy(
    document,
    cachingStage({ methods: { '/any/{proxy+}/POST': cachedFor300s } }),
  );
  let paths = 0;
  const isFound: CachedSystem['isFound'] = async (path, options) => {
    const before = backend.seen.length;
    await started.call(path, options);
    return backend.seen.length === before;
  };
  const system: CachedSystem = {
    ...started,
    backend,
    responses,
    digest,
    waiting: () => responses.waiting(),
    respondWith: (response) => response.writeHead(200).end('said'),
    freshPath: (below = '/dev/any/') => `${below}${(paths += 1)}`,
    isFound,
    redeploy: (stage) => started.deploy(document, stage),
    async isKept(options = {}, path = system.freshPath(), again = options) {
      if (await isFound(path, options)) throw new Error(`${path} was not asked for anew`);
      return isFound(path, again);
    },
    async stop() {
      await started.stop();
      await backend.close();
    },
  };
  return system;
}
