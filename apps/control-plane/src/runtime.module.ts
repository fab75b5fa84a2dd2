import { Module, type DynamicModule } from '@nestjs/common';
import {
  CONFIG,
  DATABASE,
  FIND_CREDENTIAL,
  GATEWAY_DATABASE,
  GATEWAY_TOKEN,
  LOGGER,
  NOW,
  SEALER,
  THREAD_ARGUMENTS,
  type Runtime,
} from './runtime.js';

/** Gives every module what the process has opened. */
@Module({})
export class RuntimeModule {
  static of(runtime: Runtime): DynamicModule {
    const values = new Map<symbol, unknown>([
      [CONFIG, runtime.config],
      [LOGGER, runtime.log],
      [DATABASE, runtime.database],
      [GATEWAY_DATABASE, runtime.gatewayDatabase],
      [SEALER, runtime.sealer],
      [FIND_CREDENTIAL, runtime.findCredential],
      [GATEWAY_TOKEN, runtime.gatewayToken],
      [THREAD_ARGUMENTS, runtime.threadArguments],
      [NOW, runtime.now],
    ]);
    const providers = [...values].map(([provide, useValue]) => ({ provide, useValue }));
    return { module: RuntimeModule, global: true, providers, exports: [...values.keys()] };
  }
}
