import { ApiProperty } from '@nestjs/swagger';
import { GuardFindings } from './guard-record.dto.js';

class PresentCanary {
  @ApiProperty()
  readonly deploymentId!: string;

  @ApiProperty()
  readonly percentTraffic!: number;
}

/** A stage's canary, and what its guard makes of it at this moment. */
export class CanaryStatus {
  @ApiProperty()
  readonly restApiId!: string;

  @ApiProperty()
  readonly stageName!: string;

  @ApiProperty({ type: PresentCanary, nullable: true, description: 'Null: the stage has none' })
  readonly canary!: PresentCanary | null;

  @ApiProperty({
    type: String,
    nullable: true,
    format: 'date-time',
    description: 'Since when all gateways serve it with its present settings; null: not known yet',
  })
  readonly startedAt!: string | null;

  @ApiProperty({ type: GuardFindings, nullable: true, description: 'Null: nothing is guarded' })
  readonly guard!: GuardFindings | null;

  @ApiProperty({ type: String, nullable: true, description: 'Why nothing is guarded; null: it is' })
  readonly unguarded!: string | null;
}
