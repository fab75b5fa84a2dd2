import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsArray, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { Transform } from 'class-transformer';

/** A request that somebody might make. */
export class LocateQuery {
  @ApiProperty({ description: 'As in the Host header', example: 'api.example.com' })
  @IsString()
  @Matches(/^[A-Za-z0-9._*:[\]-]{1,260}$/)
  readonly host!: string;

  @ApiProperty({ description: 'Escaped as callers send it, without a query', example: '/v1/orders/7' })
  @IsString()
  @Matches(/^\/[!-~]*$/)
  @MaxLength(10_240)
  readonly path!: string;

  @ApiPropertyOptional({ type: [String], description: '`name: value`, for routing rules; may be repeated' })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? [value] : value))
  @IsArray()
  @IsString({ each: true })
  @Matches(/^[^:\s]+:/, { each: true })
  readonly header?: readonly string[];
}

/** Where that request would go. */
export class Located {
  @ApiProperty({
    enum: ['custom-domain', 'default-host', 'path-form', 'nothing'],
    description: 'What of the request names the API',
  })
  readonly by!: 'custom-domain' | 'default-host' | 'path-form' | 'nothing';

  @ApiProperty({ type: String, nullable: true, description: 'As it was created, maybe a wildcard' })
  readonly domainName!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'The rule that leads there; null: a mapping does',
  })
  readonly routingRuleId!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Of the path, what the mapping or rule has taken',
  })
  readonly basePath!: string | null;

  @ApiProperty({ type: String, nullable: true })
  readonly apiId!: string | null;

  @ApiProperty({ type: String, nullable: true })
  readonly stageName!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'What the API matches its resources with' })
  readonly path!: string | null;

  @ApiProperty({ description: 'Whether a gateway would hand it to the stage; false: 403 `Forbidden`' })
  readonly isServed!: boolean;

  @ApiProperty()
  readonly why!: string;
}
