import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from '../app.module.js';
import type { ProcessSettings } from '../config.module.js';
import { createOpenApiDocument } from '../documentation/openapi-document.js';
import { FIND_SIGNER, GATEWAY_TOKEN, NOW, TRACER } from '../tokens.js';
import { traceCalls } from '../traces/trace-calls.js';
import { CallCounts } from '../monitoring/call-counts.js';
import { AuditLog } from '../audit/audit-log.js';
import type { CallAudit } from './add-audit-hooks.js';
import { createBodyGate, createGatewayCheck, type BodyGate, type GatewayCheck } from './body-gate.js';
import { createFastifyAdapter } from './create-fastify-adapter.js';
import { nestLogger } from './nest-logger.js';

/**
 * Builds the Nest application and listens. Resolves with it when calls are answered; it waits as long as
 * Postgres is away.
 */
export async function serve(settings: ProcessSettings): Promise<NestFastifyApplication> {
  const { config, log } = settings;
  const openApi = createOpenApiDocument();
  // What it asks is Nest's, which is made over the server; nothing comes before it listens.
  let gate: BodyGate = () => null;
  let isGateway: GatewayCheck = () => false;
  let audit: CallAudit | null = null;
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.of(settings, openApi.document),
    createFastifyAdapter(
      (request) => gate(request),
      (headers) => isGateway(headers),
      () => audit,
      config.trustedProxies,
    ),
    { logger: nestLogger(log), bodyParser: false, abortOnError: false },
  );
  gate = createBodyGate({
    findSigner: app.get(FIND_SIGNER),
    gatewayToken: app.get(GATEWAY_TOKEN),
    now: app.get(NOW),
  });
  audit = app.get(AuditLog);
  isGateway = createGatewayCheck(app.get(GATEWAY_TOKEN));
  traceCalls(app.getHttpAdapter().getInstance(), app.get(TRACER));
  app.get(CallCounts).countThoseOf(app.getHttpAdapter().getInstance());
  openApi.of(app);
  await app.init();
  // Not by Nest's own listen: that would log a port in use before the one line that says so.
  await app.getHttpAdapter().getInstance().listen({ port: config.port, host: config.host });
  return app;
}

/** The port that it listens on. */
export function portOf(app: NestFastifyApplication): number {
  const address = app.getHttpServer().address();
  if (typeof address !== 'object' || address === null) throw new Error('it does not listen');
  return address.port;
}
