import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

/** How far a stage has come on a gateway. */
export const gatewayRolloutStates = ['applied', 'refused', 'behind', 'disconnected'] as const;

/** What one gateway makes of a stage. */
export class GatewayRollout {
  @ApiProperty()
  readonly gatewayId!: string;

  @ApiProperty({ enum: [...gatewayRolloutStates] })
  readonly state!: (typeof gatewayRolloutStates)[number];

  @ApiPropertyOptional({ description: 'Why it refuses; absent unless it does' })
  readonly reason?: string;

  @ApiProperty({ type: 'integer', description: 'The newest change that it serves' })
  readonly appliedSeq!: number;

  @ApiProperty({ format: 'date-time' })
  readonly lastSeenAt!: string;
}

/** What a stage or its canary serves. */
class PublishedRelease {
  @ApiProperty()
  readonly deploymentId!: string;

  @ApiProperty()
  readonly snapshotDigest!: string;
}

/** What has been published of a stage. */
export class PublishedStage extends PublishedRelease {
  @ApiProperty({ type: 'integer' })
  readonly seq!: number;

  @ApiPropertyOptional({ type: PublishedRelease, description: 'Absent without a canary' })
  readonly canary?: PublishedRelease;
}

/**
 * Where a stage stands: what it should serve, what is published of it, and what each gateway makes of that.
 */
export class StageRollout {
  @ApiProperty()
  readonly restApiId!: string;

  @ApiProperty()
  readonly stageName!: string;

  @ApiProperty({ description: 'What the stage should serve' })
  readonly deploymentId!: string;

  @ApiPropertyOptional({ description: 'What its canary should serve; absent without one' })
  readonly canaryDeploymentId?: string;

  @ApiProperty({
    type: PublishedStage,
    nullable: true,
    description: 'Null before the first publication. Another deploymentId than above: a job is open or dead',
  })
  readonly published!: PublishedStage | null;

  @ApiProperty({ type: [GatewayRollout] })
  readonly gateways!: readonly GatewayRollout[];
}
