import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Matches } from 'class-validator';
import type { UsageBalance } from '#libs/persistence';
import { IsDay } from '../../http/is-day.js';
import { PageQuery } from '../../http/page.dto.js';

/** Which day of a plan, and whether of one key alone. */
export class HourlyUsageQuery extends PageQuery {
  @ApiPropertyOptional({ format: 'date', description: 'UTC; today unless given' })
  @IsOptional()
  @IsDay()
  readonly day?: string;

  @ApiPropertyOptional({ description: 'Of this key alone' })
  @IsOptional()
  @IsString({ message: 'keyId must be given once' })
  readonly keyId?: string;
}

class KeyHour {
  @ApiProperty()
  readonly keyId!: string;

  @ApiProperty({ type: 'integer', minimum: 0, maximum: 23, description: 'UTC' })
  readonly hour!: number;

  @ApiProperty({ type: 'integer' })
  readonly used!: number;
}

/** Use per key and hour. */
export class HourlyUsage {
  @ApiProperty()
  readonly usagePlanId!: string;

  @ApiProperty({ format: 'date' })
  readonly day!: string;

  @ApiProperty({ type: [KeyHour] })
  readonly items!: readonly KeyHour[];

  @ApiPropertyOptional({ description: 'Where the next page begins; absent on the last one' })
  readonly position?: string;
}

/** Which month, and how to write it. */
export class UsageExportQuery {
  @ApiProperty({ example: '2026-11', description: 'UTC' })
  @Matches(/^\d{4}-(0[1-9]|1[0-2])$/, { message: 'month must be YYYY-MM' })
  readonly month!: string;

  @ApiPropertyOptional({ enum: ['csv', 'jsonl'], default: 'csv' })
  @IsIn(['csv', 'jsonl'], { message: 'format must be csv or jsonl' })
  readonly format: 'csv' | 'jsonl' = 'csv';
}

/** Which day. */
export class InvariantQuery {
  @ApiPropertyOptional({ format: 'date', description: 'UTC; today unless given' })
  @IsOptional()
  @IsDay()
  readonly day?: string;
}

/** Whether the counts of all accounts add up. */
export class UsageInvariant implements UsageBalance {
  @ApiProperty({ description: 'Whether all three differences are 0' })
  readonly holds!: boolean;

  @ApiProperty({ format: 'date' })
  readonly day!: string;

  @ApiProperty({ type: 'integer', description: 'What gateways reported' })
  readonly admitted!: number;

  @ApiProperty({ type: 'integer', description: 'What was counted per key and day' })
  readonly counted!: number;

  @ApiProperty({ type: 'integer', description: 'What was counted per key and hour' })
  readonly countedByHour!: number;

  @ApiProperty({ type: 'integer', description: 'Permits that quotas say are out' })
  readonly held!: number;

  @ApiProperty({ type: 'integer', description: 'Permits that gateways have on lease' })
  readonly leased!: number;

  @ApiProperty({ type: 'integer', description: 'admitted less counted' })
  readonly difference!: number;

  @ApiProperty({ type: 'integer', description: 'counted less countedByHour' })
  readonly hourlyDifference!: number;

  @ApiProperty({ type: 'integer', description: 'held less leased' })
  readonly leaseDifference!: number;
}
