import { ApiProperty } from '@nestjs/swagger';
import { observationKinds, type ObservationKind } from '#libs/observations';
import type { LogLoss, LogLossReason, ObservationSender } from '#libs/persistence';

class SenderOfObservations implements ObservationSender {
  @ApiProperty()
  readonly gatewayId!: string;

  @ApiProperty({ description: 'One life of the gateway process' })
  readonly senderId!: string;

  @ApiProperty({ enum: observationKinds })
  readonly kind!: ObservationKind;

  @ApiProperty({ type: 'integer', description: 'The number of the last block that came in' })
  readonly lastSequence!: number;

  @ApiProperty({ type: 'integer', description: 'Blocks that were taken' })
  readonly taken!: number;

  @ApiProperty({ type: 'integer', description: 'Blocks that were refused for good' })
  readonly refused!: number;

  @ApiProperty({ type: 'integer', description: 'Blocks that the gateway has dropped' })
  readonly missing!: number;

  @ApiProperty({ type: 'integer', description: 'When a block last came in, milliseconds since the epoch' })
  readonly lastSeenAtMs!: number;
}

class LossOfLogs implements LogLoss {
  @ApiProperty({ enum: ['too-new', 'no-room'] })
  readonly reason!: LogLossReason;

  @ApiProperty({ type: 'integer', description: 'How many events, since the installation began' })
  readonly events!: number;

  @ApiProperty({ type: 'integer', description: 'The last time, milliseconds since the epoch' })
  readonly lastAtMs!: number;
}

/** What came in of what happened, and what was lost of it. */
export class ObservationReport {
  @ApiProperty({ type: [SenderOfObservations], description: 'The 1,000 heard of last' })
  readonly senders!: readonly SenderOfObservations[];

  @ApiProperty({ type: [LossOfLogs], description: 'What the control plane did not keep of logs' })
  readonly logLosses!: readonly LossOfLogs[];
}
