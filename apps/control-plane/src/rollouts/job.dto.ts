import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { PageQuery } from '../http/page.dto.js';

/** Which jobs to list. */
export class JobsQuery extends PageQuery {
  @ApiPropertyOptional({ enum: ['dead', 'open'], default: 'dead' })
  @IsIn(['dead', 'open'], { message: 'state must be dead or open' })
  readonly state: 'dead' | 'open' = 'dead';
}

/** A job that publishes a change, as operators see it. */
export class ShownJob {
  @ApiProperty()
  readonly id!: string;

  @ApiProperty({ example: 'publish-rest-api' })
  readonly name!: string;

  @ApiProperty({ type: 'object', additionalProperties: true, description: 'What it publishes' })
  readonly payload!: Readonly<Record<string, unknown>>;

  @ApiProperty({ enum: ['open', 'dead', 'done'] })
  readonly state!: 'open' | 'dead' | 'done';

  @ApiProperty({ type: 'integer', description: 'Failed runs so far' })
  readonly attempts!: number;

  @ApiPropertyOptional({ description: 'Why the last run failed' })
  readonly reason?: string;

  @ApiProperty({ format: 'date-time' })
  readonly createdAt!: string;

  @ApiPropertyOptional({ format: 'date-time' })
  readonly diedAt?: string;
}
