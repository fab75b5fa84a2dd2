import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Database } from '#libs/persistence';
import { Unsigned } from '../http/signed.decorator.js';
import { DATABASE } from '../tokens.js';

/** Open to all: load balancers and process managers sign nothing. Says nothing but yes or no. */
@ApiTags('_tollgate')
@Unsigned()
@Controller('_tollgate')
export class HealthController {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  @ApiOperation({ summary: 'Whether the process lives' })
  @Get('health')
  health(): { status: 'live' } {
    return { status: 'live' };
  }

  @ApiOperation({ summary: 'Whether calls can be answered: Postgres is there and migrated' })
  @Get('ready')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<{ status: string }> {
    if (await this.database.isReady()) return { status: 'ready' };
    void reply.status(503);
    return { status: 'not ready: the database is away, not migrated, or migrated by a newer release' };
  }
}
