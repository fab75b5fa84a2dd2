import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from '../app.module.js';
import { createOpenApiDocument } from '../documentation/openapi-document.js';
import type { Runtime } from '../runtime.js';
import { createFastifyAdapter } from './create-fastify-adapter.js';
import { nestLogger } from './nest-logger.js';

/** A control plane that listens. */
export interface Serving {
  readonly port: number;
  /** For tests that look at what is bound to it. */
  readonly app: NestFastifyApplication;
  /** Takes no more connections, lets running calls end, stops what the modules run. */
  close(): Promise<void>;
}

/** Builds the Nest application over the runtime and listens. */
export async function serve(runtime: Runtime): Promise<Serving> {
  const { config, log } = runtime;
  const openApi = createOpenApiDocument();
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.of(runtime, openApi.document),
    createFastifyAdapter(runtime),
    { logger: nestLogger(log), bodyParser: false, abortOnError: false },
  );
  openApi.of(app);
  await app.init();
  // Not by Nest's own listen: that would log a port in use before the one line that says so.
  await app.getHttpAdapter().getInstance().listen({ port: config.port, host: config.host });
  const address = app.getHttpServer().address();
  return {
    app,
    port: typeof address === 'object' && address !== null ? address.port : config.port,
    close: () => app.close(),
  };
}
