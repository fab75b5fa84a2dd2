import { Module } from '@nestjs/common';
import { createJobProducer, type JobProducer, type QueueBackend } from '#libs/queue';
import type { Logger } from '#libs/telemetry';
import type { ControlPlaneConfig } from '../config.js';
import { InstallationModule } from '../installation/installation.module.js';
import { CONFIG, LOGGER } from '../tokens.js';
import { DistributionController } from './distribution.controller.js';
import { FeedReader } from './feed-reader.js';
import { GatewayConnections } from './gateway-connections.js';
import { JOB_PRODUCER, Rollout } from './rollout.js';
import { Signals } from './signals.js';

/** From committed changes to gateways that serve them: the feed, who follows it, and waiting for it. */
@Module({
  imports: [InstallationModule],
  controllers: [DistributionController],
  providers: [
    Signals,
    GatewayConnections,
    FeedReader,
    Rollout,
    { provide: JOB_PRODUCER, useFactory: jobProducer, inject: [CONFIG, LOGGER] },
  ],
  exports: [Rollout, Signals],
})
export class DistributionModule {}

function jobProducer({ redisUrl, databaseUrl }: ControlPlaneConfig, log: Logger): JobProducer {
  const backend: QueueBackend =
    redisUrl === undefined ? { backend: 'postgres', url: databaseUrl } : { backend: 'redis', url: redisUrl };
  return createJobProducer({ ...backend, log });
}
