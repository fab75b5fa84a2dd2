import { ApiProperty } from '@nestjs/swagger';
import { GuardFindings } from './guard-record.dto.js';

/** What a stage or its canary served before or after a move. */
export class StageMoveSide {
  @ApiProperty()
  readonly deploymentId!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Digest of what the deployment froze; null when that is not known',
  })
  readonly definitionDigest!: string | null;
}

/** Who made a move. */
class Mover {
  @ApiProperty()
  readonly accountId!: string;

  @ApiProperty({ description: '`canary-guard.tollgate`: the guard of the canary, by itself' })
  readonly accessKeyId!: string;
}

/** One move of a stage or its canary. */
export class StageMove {
  @ApiProperty({ enum: ['stage', 'canary'] })
  readonly target!: 'stage' | 'canary';

  @ApiProperty({ example: 'UpdateStage' })
  readonly operation!: string;

  @ApiProperty({ format: 'date-time' })
  readonly movedAt!: string;

  @ApiProperty({ type: Mover })
  readonly movedBy!: Mover;

  @ApiProperty({ type: StageMoveSide, nullable: true, description: 'Null where there was none' })
  readonly from!: StageMoveSide | null;

  @ApiProperty({ type: StageMoveSide, nullable: true, description: 'Null where there is none any more' })
  readonly to!: StageMoveSide | null;

  @ApiProperty({
    type: GuardFindings,
    nullable: true,
    description: 'Why the guard made it; null: it did not',
  })
  readonly guard!: GuardFindings | null;
}
