import { ApiProperty } from '@nestjs/swagger';
import type { CanaryVerdict, FiguresSummary, GuardRecord, JudgedCondition } from '#libs/canary-guard';

const numberOrNull = (description: string) => ({ type: Number, nullable: true, description }) as const;

class JudgedGuardCondition implements JudgedCondition {
  @ApiProperty({ example: 'error-rate<1%' })
  readonly condition!: string;

  @ApiProperty({ type: Boolean, nullable: true, description: 'Null: too few requests to say' })
  readonly holds!: boolean | null;

  @ApiProperty(numberOrNull('What the canary has, in percent or milliseconds'))
  readonly canary!: number | null;

  @ApiProperty(numberOrNull('What the base has'))
  readonly base!: number | null;

  @ApiProperty(numberOrNull('What the canary is held to; null while too little is known of the base'))
  readonly limit!: number | null;
}

class LatencyOfRelease {
  @ApiProperty(numberOrNull('Milliseconds'))
  readonly average!: number | null;

  @ApiProperty(numberOrNull('Milliseconds'))
  readonly p50!: number | null;

  @ApiProperty(numberOrNull('Milliseconds'))
  readonly p90!: number | null;

  @ApiProperty(numberOrNull('Milliseconds'))
  readonly p99!: number | null;
}

class FiguresOfRelease implements FiguresSummary {
  @ApiProperty({ type: 'integer' })
  readonly requests!: number;

  @ApiProperty({ type: 'integer', description: 'Responses with a status of 400 to 499' })
  readonly clientErrors!: number;

  @ApiProperty({ type: 'integer', description: 'Responses with a status of 500 to 599' })
  readonly serverErrors!: number;

  @ApiProperty(numberOrNull('Server errors of all requests'))
  readonly errorRatePercent!: number | null;

  @ApiProperty({ type: LatencyOfRelease })
  readonly latencyMs!: LatencyOfRelease;
}

/** What the guard of a canary finds, or has decided, and by which figures. */
export class GuardFindings implements GuardRecord {
  @ApiProperty({ example: 'error-rate<1%,p99<300ms,requests>=500,for=10m,then=promote' })
  readonly rule!: string;

  @ApiProperty({ enum: ['promote', 'remove', 'renew', 'wait'] })
  readonly verdict!: CanaryVerdict;

  @ApiProperty({ type: [String], description: 'Why, or what it waits for' })
  readonly reasons!: readonly string[];

  @ApiProperty({ type: [JudgedGuardCondition] })
  readonly conditions!: readonly JudgedGuardCondition[];

  @ApiProperty({ type: FiguresOfRelease })
  readonly canary!: FiguresOfRelease;

  @ApiProperty({ type: FiguresOfRelease })
  readonly base!: FiguresOfRelease;

  @ApiProperty({
    type: 'integer',
    description: 'For so many milliseconds all gateways have served it and said what',
  })
  readonly ranForMs!: number;
}
