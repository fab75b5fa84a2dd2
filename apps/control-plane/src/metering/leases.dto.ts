import { ApiProperty } from '@nestjs/swagger';
import type { GatewayHoldings } from '#libs/persistence';

class GatewayLeases implements GatewayHoldings {
  @ApiProperty()
  readonly gatewayId!: string;

  @ApiProperty({ type: 'integer', description: 'How many quotas it holds permits of' })
  readonly quotas!: number;

  @ApiProperty({ type: 'integer', description: 'How many permits it holds' })
  readonly held!: number;

  @ApiProperty({ type: 'integer', description: 'When it was last heard of, milliseconds since the epoch' })
  readonly lastSeenAtMs!: number;
}

/** Permits out on lease, per gateway. */
export class Leases {
  @ApiProperty({ type: [GatewayLeases] })
  readonly gateways!: readonly GatewayLeases[];
}

/** The result of a release. */
export class ReleasedLeases {
  @ApiProperty({ type: 'integer', description: 'Permits that went back to their pools' })
  readonly released!: number;
}
