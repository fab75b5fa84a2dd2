import { ApiProperty } from '@nestjs/swagger';

/** Who opened a connection. */
export class ConnectionIdentity {
  @ApiProperty()
  readonly sourceIp!: string;

  @ApiProperty({ type: String, nullable: true })
  readonly userAgent!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Of the authorizer, or of the signature, at `$connect`; null without',
  })
  readonly principalId!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Of the API key at `$connect`; null without' })
  readonly apiKeyId!: string | null;
}

/** A WebSocket connection that is open. */
export class OpenConnection {
  @ApiProperty({ example: 'R0oXAdfD0kwCH6w=' })
  readonly connectionId!: string;

  @ApiProperty({ format: 'date-time' })
  readonly connectedAt!: string;

  @ApiProperty({ format: 'date-time', description: 'When something last went over it' })
  readonly lastActiveAt!: string;

  @ApiProperty({ type: 'integer', description: 'Since it was opened' })
  readonly ageSeconds!: number;

  @ApiProperty()
  readonly identity!: ConnectionIdentity;
}
