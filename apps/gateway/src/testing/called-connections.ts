import { ApiGatewayManagementApiClient } from '@aws-sdk/client-apigatewaymanagementapi';
import { RawWebSocket } from '#libs/testing';
import type { GatewayOptions } from '../gateway-options.js';
import { publishKey, publishPrincipal, secretAccessKey } from './signing-callers.js';
import { startFunction, type TestFunction } from './test-function.js';
import { startTestSystem, type TestSystem } from './test-gateway.js';
import {
  twoWay,
  webSocketApiId,
  webSocketFunction,
  webSocketHost,
  webSocketMock,
  webSocketSnapshot,
  webSocketStage,
} from './websocket-documents.js';

/** A root's key, and that of a user who may call the connections of `dev` but not delete them. */
export const root = 'AKIAROOT';
export const ada = 'AKIAADA';

/** A client, and the id by which it is called. */
export interface CalledClient {
  readonly socket: RawWebSocket;
  readonly id: string;
}

/** A gateway with a WebSocket API whose connections are called. */
export interface CalledSystem extends TestSystem {
  /** Hears of every `$disconnect`. */
  readonly backend: TestFunction;
  open(): Promise<CalledClient>;
  /** AWS's client, as whoever has the key, for this path of the gateway. */
  sdk(accessKeyId?: string, path?: string): ApiGatewayManagementApiClient;
  stop(): Promise<void>;
}

const functionArn = 'arn:aws:lambda:us-east-1:000000000000:function:told';

export const pathOfStage = (apiId = webSocketApiId, stage = 'dev'): string =>
  `/_aws/execute-api/${apiId}/${stage}`;

export async function startCalledSystem(options: Partial<GatewayOptions> = {}): Promise<CalledSystem> {
  const backend = await startFunction();
  backend.returns({ statusCode: 200 });
  const system = await startTestSystem({
    aws: {
      credentials: () => null,
      endpointUrls: {},
      endpointUrl: null,
      functionUrls: new Map([['told', backend.url]]),
    },
    ...options,
  });
  publishKey(system, root, null);
  publishKey(system, ada, 'AIDAADA');
  const action = 'execute-api:ManageConnections';
  publishPrincipal(system, 'AIDAADA', [
    {
      Effect: 'Allow',
      Action: action,
      Resource: `arn:aws:execute-api:*:*:${webSocketApiId}/dev/*/@connections/*`,
    },
    { Effect: 'Deny', Action: action, Resource: 'arn:aws:execute-api:*:*:*/*/DELETE/@connections/*' },
  ]);
  const routes = {
    $default: twoWay(webSocketMock('$context.connectionId')),
    $disconnect: webSocketFunction(functionArn),
  };
  await system.deploy(webSocketSnapshot(routes), webSocketStage({ tellsReasons: true }));
  await system.deploy(webSocketSnapshot(routes), webSocketStage({ stageName: 'other' }));
  const clients: ApiGatewayManagementApiClient[] = [];
  return {
    ...system,
    backend,
    async open() {
      const target = { port: system.gateway.httpPort };
      const socket = await RawWebSocket.open(target, { path: '/dev', host: webSocketHost });
      socket.text('who am I?');
      const frame = await socket.next();
      if (typeof frame === 'string') throw new Error(frame);
      return { socket, id: frame.payload.toString() };
    },
    sdk(accessKeyId = root, path = pathOfStage()) {
      const client = new ApiGatewayManagementApiClient({
        endpoint: `http://127.0.0.1:${system.gateway.httpPort}${path}`,
        region: 'us-east-1',
        credentials: { accessKeyId, secretAccessKey },
        maxAttempts: 1,
      });
      clients.push(client);
      return client;
    },
    async stop() {
      for (const client of clients) client.destroy();
      await system.stop();
      await backend.close();
    },
  };
}
