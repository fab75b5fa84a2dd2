import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsNumber, IsObject, IsOptional, IsString, Min, ValidateNested } from 'class-validator';
import type { QuotaPeriodKind } from '#libs/rate-limits';
import { IsDay } from '../../http/is-day.js';

const periods: readonly QuotaPeriodKind[] = ['DAY', 'WEEK', 'MONTH'];

/** A finite number from 0 on. */
const IsCount = (): PropertyDecorator => (target, key) => {
  const message = `${String(key)} must be a number from 0 on`;
  IsNumber({}, { message })(target, key);
  Min(0, { message })(target, key);
};

class ProposedQuota {
  @ApiProperty({ type: 'integer', minimum: 0 })
  @IsCount()
  readonly limit!: number;

  @ApiProperty({ enum: periods })
  @IsIn(periods, { message: 'period must be DAY, WEEK or MONTH' })
  readonly period!: QuotaPeriodKind;
}

class ProposedThrottle {
  @ApiProperty({ minimum: 0, description: 'Requests per second' })
  @IsCount()
  readonly rateLimit!: number;

  @ApiProperty({ type: 'integer', minimum: 0 })
  @IsCount()
  readonly burstLimit!: number;
}

/** A plan that might be, and the window that it is tried on; members are spelled as in CreateUsagePlan. */
export class DryRunRequest {
  @ApiProperty({ format: 'date', description: 'First day, UTC' })
  @IsDay()
  readonly startDate!: string;

  @ApiProperty({ format: 'date', description: 'Last day, UTC; 92 days in all at most' })
  @IsDay()
  readonly endDate!: string;

  @ApiPropertyOptional({ type: ProposedQuota })
  @IsOptional()
  @IsObject({ message: 'quota must be an object' })
  @ValidateNested({ message: 'quota must be an object' })
  @Type(() => ProposedQuota)
  readonly quota?: ProposedQuota;

  @ApiPropertyOptional({ type: ProposedThrottle })
  @IsOptional()
  @IsObject({ message: 'throttle must be an object' })
  @ValidateNested({ message: 'throttle must be an object' })
  @Type(() => ProposedThrottle)
  readonly throttle?: ProposedThrottle;
}

/** From which key on. */
export class DryRunQuery {
  @ApiPropertyOptional({ description: 'The afterKeyId of the answer before this one' })
  @IsOptional()
  @IsString({ message: 'afterKeyId must be given once' })
  readonly afterKeyId?: string;
}

/** What a limit would have refused to a key. */
export class DryRunRefusal {
  @ApiProperty()
  readonly keyId!: string;

  @ApiProperty({ enum: ['quota', 'throttle'] })
  readonly limit!: 'quota' | 'throttle';

  @ApiProperty({ example: '2026-11-21T09:00Z', description: 'The first hour in which it would have' })
  readonly firstAt!: string;

  @ApiProperty({ type: 'integer', description: 'How many requests at least' })
  readonly refused!: number;
}

/** What the proposed limits would have done. */
export class DryRun {
  @ApiProperty({ type: 'integer', description: 'How many keys had use in the window' })
  readonly keysLookedAt!: number;

  @ApiProperty({ type: [DryRunRefusal] })
  readonly refusals!: readonly DryRunRefusal[];

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Ask again from this key on; null: that was all',
  })
  readonly afterKeyId!: string | null;
}
