import {
  CreateApiCommand,
  CreateIntegrationCommand,
  CreateIntegrationResponseCommand,
  CreateRouteCommand,
  CreateRouteResponseCommand,
  CreateStageCommand,
  CreateDeploymentCommand,
  type ApiGatewayV2Client,
  type CreateRouteCommandInput,
  type CreateStageCommandInput,
} from '@aws-sdk/client-apigatewayv2';
import { RawWebSocket, opcodes, type Frame, type HandshakeOptions } from '#libs/testing';

export interface AnsweringApi {
  readonly connect?: Partial<CreateRouteCommandInput>;
  /** Beside `$default`; each answers as that does. */
  readonly routeKeys?: readonly string[];
  readonly stage?: Partial<CreateStageCommandInput>;
  readonly tags?: Record<string, string>;
}

/** What every message is answered with. */
export const answerText = '{"ok":true}';

/**
 * A WebSocket API with the stage `dev` that lets in whom `connect` does, and answers every message by itself.
 * Messages name their route by `action`.
 */
export async function createAnsweringApi(
  client: ApiGatewayV2Client,
  api: AnsweringApi = {},
): Promise<string> {
  const { ApiId = '' } = await client.send(
    new CreateApiCommand({
      Name: 'answering',
      ProtocolType: 'WEBSOCKET',
      RouteSelectionExpression: '$request.body.action',
      ...(api.tags && { Tags: api.tags }),
    }),
  );
  const { IntegrationId } = await client.send(
    new CreateIntegrationCommand({
      ApiId,
      IntegrationType: 'MOCK',
      TemplateSelectionExpression: '200',
      RequestTemplates: { 200: '{"statusCode":200}' },
    }),
  );
  await client.send(
    new CreateIntegrationResponseCommand({
      ApiId,
      IntegrationId,
      IntegrationResponseKey: '$default',
      ResponseTemplates: { $default: answerText },
    }),
  );
  const Target = `integrations/${IntegrationId}`;
  await client.send(new CreateRouteCommand({ ApiId, RouteKey: '$connect', ...api.connect }));
  for (const RouteKey of ['$default', ...(api.routeKeys ?? [])]) {
    const { RouteId } = await client.send(
      new CreateRouteCommand({ ApiId, RouteKey, Target, RouteResponseSelectionExpression: '$default' }),
    );
    await client.send(new CreateRouteResponseCommand({ ApiId, RouteId, RouteResponseKey: '$default' }));
  }
  await client.send(new CreateStageCommand({ ApiId, StageName: 'dev', ...api.stage }));
  await client.send(new CreateDeploymentCommand({ ApiId, StageName: 'dev' }));
  return ApiId;
}

/** A client of its stage, at a gateway by port. */
export const openClient = (
  apiId: string,
  port: number,
  { path = '/dev', ...handshake }: HandshakeOptions = {},
): Promise<RawWebSocket> =>
  RawWebSocket.open({ port }, { path, host: `${apiId}.execute-api.localhost`, ...handshake });

/** A message with so many bytes in all, in frames that are as long as they may be. */
export function sendMessage(socket: RawWebSocket, bytes: number, action = 'say'): void {
  const head = `{"action":"${action}","pad":"`;
  const text = Buffer.from(`${head}${'x'.repeat(Math.max(0, bytes - head.length - 2))}"}`);
  const frameBytes = 32_768;
  for (let from = 0; from < text.length; from += frameBytes) {
    const payload = text.subarray(from, from + frameBytes);
    const opcode = from === 0 ? opcodes.text : opcodes.continuation;
    socket.send(opcode, { payload, fin: from + frameBytes >= text.length });
  }
}

/** The text of the next message to the client. */
export async function nextText(socket: RawWebSocket): Promise<string> {
  const next: Frame | string = await socket.next();
  if (typeof next === 'string') throw new Error(`the connection has ${next}`);
  if (next.opcode !== opcodes.text)
    throw new Error(`a frame ${next.opcode}: ${next.payload.toString('latin1')}`);
  return next.payload.toString();
}
