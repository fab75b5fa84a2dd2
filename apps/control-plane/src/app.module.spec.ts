import { ModulesContainer, NestFactory } from '@nestjs/core';
import { readConfig } from '#libs/config';
import { silentLogger } from '#libs/telemetry';
import { AppModule } from './app.module.js';
import { controlPlaneConfig } from './config.js';

/** Resolves what everything is made of and makes none of it: Postgres need not be there. */
async function resolveModules() {
  const config = readConfig({ DATABASE_URL: 'postgres://localhost:1/none' }, controlPlaneConfig);
  const module = AppModule.of({ config, log: silentLogger }, () => {
    throw new Error('resolving makes no page');
  });
  const app = await NestFactory.createApplicationContext(module, {
    preview: true,
    logger: false,
    abortOnError: false,
  });
  return [...app.get(ModulesContainer).values()];
}

it('has modules that import what they use, the facts of the process apart', async () => {
  const modules = await resolveModules();
  const known = modules.filter(({ isGlobal }) => isGlobal).map(({ name }) => name);
  expect(new Set(known)).toEqual(
    new Set(['ConfigModule', 'PersistenceModule', 'TypeOrmCoreModule', 'InternalCoreModule']),
  );
});
