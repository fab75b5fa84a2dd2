import { startAwsService, testCredentials, type TestAwsService } from './aws-service.js';
import { startBackend, type SeenRequest, type TestBackend } from './backend.js';
import { startFunction, type TestFunction } from './test-function.js';
import { webSocketSnapshot } from './websocket-documents.js';
import { startWebSocketPipeline, type Answer, type WebSocketPipeline } from './websocket-pipeline.js';

/** What backend and service respond. */
export interface Reply {
  readonly status: number;
  readonly body: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The pipeline of WebSocket APIs before a backend, a function `called` and a DynamoDB, which record. */
export interface WebSocketBackends extends WebSocketPipeline {
  readonly backend: TestBackend;
  readonly called: TestFunction;
  readonly dynamo: TestAwsService;
  /** From now on: 200 with `{"ok":true}` before. */
  reply(reply: Reply): void;
  /** As before the first, for a function too. */
  reset(): void;
  lastSeen(): SeenRequest;
  deployRoutes(
    routes: Parameters<typeof webSocketSnapshot>[0],
    variables?: Readonly<Record<string, string>>,
  ): void;
  /** The first message of a new connection. */
  say(message: string | object): Promise<Answer>;
}

const usual: Reply = { status: 200, body: '{"ok":true}' };

export async function startWebSocketBackends(): Promise<WebSocketBackends> {
  let reply = usual;
  const called = await startFunction();
  const backend = await startBackend((_, response) => {
    response.writeHead(reply.status, reply.headers).end(reply.body);
  });
  const dynamo = await startAwsService('dynamodb', {
    respond: (_, response) => void response.writeHead(reply.status).end(reply.body),
  });
  const api = startWebSocketPipeline({
    credentials: () => testCredentials,
    endpointUrls: { DYNAMODB: dynamo.origin },
    functionUrls: new Map([['called', called.url]]),
  });
  return {
    ...api,
    backend,
    called,
    dynamo,
    reply(next) {
      reply = next;
    },
    reset() {
      reply = usual;
      called.returns({ statusCode: 200 });
    },
    lastSeen: () => backend.seen.at(-1)!,
    deployRoutes: (routes, variables = {}) => api.deploy(webSocketSnapshot(routes), { variables }),
    say: async (message) => (await api.connect()).client.say(message),
    async close() {
      await Promise.all([called, backend, dynamo, api].map((each) => each.close()));
    },
  };
}
