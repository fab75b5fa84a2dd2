import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, Matches } from 'class-validator';

/** RFC 3339, with the zone. */
const moment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/;

/** Which events to export. */
export class AuditExportQuery {
  @ApiPropertyOptional({ format: 'date-time', description: 'From the first event that is kept unless given' })
  @IsOptional()
  @Matches(moment, { message: 'from must be a time such as 2026-11-30T00:00:00Z' })
  readonly from?: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'Not included; to the last event unless given' })
  @IsOptional()
  @Matches(moment, { message: 'to must be a time such as 2026-12-01T00:00:00Z' })
  readonly to?: string;
}

/** The last link of an account's chain. */
export class AuditHead {
  @ApiProperty()
  readonly accountId!: string;

  @ApiProperty({ type: 'integer', description: 'How many events the account has had' })
  readonly sequence!: number;

  @ApiProperty({ description: 'SHA-256 of the last event and of all before it, in hex' })
  readonly hash!: string;

  @ApiProperty({ type: 'integer', description: 'Milliseconds since the epoch' })
  readonly atMs!: number;
}
