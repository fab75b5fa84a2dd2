import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  CreateApiCommand,
  CreateDeploymentCommand,
  CreateIntegrationCommand,
  CreateRouteCommand,
  CreateStageCommand,
} from '@aws-sdk/client-apigatewayv2';
import { WebSocket } from 'ws';
import { signRequest } from '#libs/sigv4';
import { waitFor } from '#libs/testing';
import { startInstallation, type Installation } from '../../support/installation.js';
import { createRedisPart, type RedisPart } from '../../support/redis-part.js';

/** A client that keeps what it is sent. */
export interface ChatClient {
  readonly name: string;
  readonly gateway: number;
  id: string;
  readonly received: string[];
  readonly socket: WebSocket;
}

/** Gateways that share a Redis, with a WebSocket API whose `$disconnect`s are heard. */
export interface ChatInstallation {
  readonly tollgate: Installation;
  readonly apiId: string;
  /** The ids in the `$disconnect`s that came. */
  readonly disconnected: readonly string[];
  /** Opens so many at each gateway, and finds out their ids. */
  openAtEach(count: number): Promise<ChatClient[]>;
  /** PostToConnection at a gateway: the status. */
  post(gateway: number, id: string, text: string): Promise<number>;
  /** All that are open, as the control plane lists them. */
  list(): Promise<ListedConnection[]>;
  close(): Promise<void>;
}

export interface ListedConnection {
  readonly connectionId: string;
  readonly identity: { readonly sourceIp: string; readonly userAgent: string | null };
}

export async function startChatInstallation(gateways: number): Promise<ChatInstallation> {
  const redis: RedisPart = await createRedisPart();
  await redis.start();
  const tollgate = await startInstallation({ gateways, redisUrl: redis.url });
  const disconnected: string[] = [];
  const backend = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      disconnected.push(body);
      response.end();
    });
  });
  backend.listen(0, '127.0.0.1');
  await once(backend, 'listening');
  const apiId = await createChat(tollgate, `http://127.0.0.1:${(backend.address() as AddressInfo).port}/`);
  const base = `/_aws/execute-api/${apiId}/prod`;
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = tollgate.awsEnvironment;
  const credentials = { accessKeyId: accessKeyId!, secretAccessKey: secretAccessKey! };
  const clients: ChatClient[] = [];

  function open(gateway: number, name: string): Promise<ChatClient> {
    const socket = new WebSocket(`ws://127.0.0.1:${tollgate.gateways[gateway]!.httpPort}${base}`, {
      headers: { 'user-agent': name },
      perMessageDeflate: false,
    });
    const client: ChatClient = { name, gateway, id: '', received: [], socket };
    socket.on('message', (data: Buffer) => client.received.push(data.toString()));
    clients.push(client);
    return new Promise((resolve, reject) => {
      socket.once('open', () => resolve(client));
      socket.on('error', reject);
    });
  }

  async function list(): Promise<ListedConnection[]> {
    const found: ListedConnection[] = [];
    for (
      let position: string | undefined, isFirst = true;
      isFirst || position !== undefined;
      isFirst = false
    ) {
      const query = position === undefined ? 'limit=500' : `limit=500&position=${position}`;
      const response = await tollgate.signedGet(`/_tollgate/v1/apis/${apiId}/stages/prod/connections`, query);
      if (response.status !== 200) throw new Error(await response.text());
      const page = (await response.json()) as { items: ListedConnection[]; position?: string };
      found.push(...page.items);
      position = page.position;
    }
    return found;
  }

  return {
    tollgate,
    apiId,
    disconnected,
    list,
    async openAtEach(count) {
      const opened: ChatClient[] = [];
      for (let number = 0; number < count; number++) {
        const round = tollgate.gateways.map((_, gateway) => open(gateway, `client ${clients.length}`));
        opened.push(...(await Promise.all(round)));
      }
      const byName = new Map(opened.map((client) => [client.name, client]));
      const listed = await waitFor(async () => {
        const all = await list();
        return opened.every(({ name }) => all.some(({ identity }) => identity.userAgent === name))
          ? all
          : null;
      });
      for (const { connectionId, identity } of listed) {
        const client = byName.get(identity.userAgent!);
        if (client) client.id = connectionId;
      }
      return opened;
    },
    async post(gateway, id, text) {
      const host = `127.0.0.1:${tollgate.gateways[gateway]!.httpPort}`;
      const rawPath = `${base}/@connections/${encodeURIComponent(id)}`;
      const { host: _host, ...headers } = signRequest({
        method: 'POST',
        rawPath,
        rawQuery: '',
        headers: { host },
        body: text,
        credentials,
        region: 'us-east-1',
        service: 'execute-api',
        now: Date.now(),
      });
      const response = await fetch(`http://${host}${rawPath}`, {
        method: 'POST',
        headers: headers as Record<string, string>,
        body: text,
      });
      await response.arrayBuffer();
      return response.status;
    },
    async close() {
      for (const { socket } of clients) socket.on('error', () => undefined).terminate();
      await tollgate.close();
      backend.closeAllConnections();
      backend.close();
      await redis.kill();
    },
  };
}

/** Everybody may connect; who has gone is told to the backend by its id. */
async function createChat({ clientV2 }: Installation, backendUrl: string): Promise<string> {
  const { ApiId } = await clientV2.send(
    new CreateApiCommand({
      Name: 'chat',
      ProtocolType: 'WEBSOCKET',
      RouteSelectionExpression: '$request.body.action',
    }),
  );
  const { IntegrationId } = await clientV2.send(
    new CreateIntegrationCommand({
      ApiId,
      IntegrationType: 'HTTP',
      IntegrationMethod: 'POST',
      IntegrationUri: backendUrl,
      TemplateSelectionExpression: '\\$default',
      RequestTemplates: { $default: '$context.connectionId' },
    }),
  );
  await clientV2.send(
    new CreateRouteCommand({ ApiId, RouteKey: '$disconnect', Target: `integrations/${IntegrationId}` }),
  );
  const { DeploymentId } = await clientV2.send(new CreateDeploymentCommand({ ApiId }));
  await clientV2.send(new CreateStageCommand({ ApiId, StageName: 'prod', DeploymentId }));
  return ApiId!;
}
