import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsString, Matches } from 'class-validator';
import {
  deniedForDaysMax,
  deniedIdentityTypes,
  deniedValueLengthMax,
  type DeniedIdentityType,
} from '#libs/api-definition';

/** RFC 3339: with the zone, so that nobody's clock is meant but the one that is named. */
const moment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/;

/** Whom to refuse, and until when. */
export class DenyIdentityRequest {
  @ApiProperty({
    enum: deniedIdentityTypes,
    description:
      'jti, sub: a claim of the token, or of the context of a Lambda authorizer. principal: an ARN, or the principalId of a Lambda authorizer. access-key: of a signed request',
  })
  @IsIn(deniedIdentityTypes, { message: `type must be ${deniedIdentityTypes.join(', ')}` })
  readonly type!: DeniedIdentityType;

  @ApiProperty({ minLength: 1, maxLength: deniedValueLengthMax, description: 'Compared as it is' })
  @IsString({ message: 'value must be a text' })
  readonly value!: string;

  @ApiProperty({ format: 'date-time', description: `Ahead, by ${deniedForDaysMax} days at most` })
  @Matches(moment, { message: 'until must be a time such as 2026-12-31T23:59:59Z' })
  readonly until!: string;
}

/** Somebody who is refused. */
export class DeniedIdentity {
  @ApiProperty({ description: 'The same for the same identity' })
  readonly id!: string;

  @ApiProperty({ enum: deniedIdentityTypes })
  readonly type!: DeniedIdentityType;

  @ApiProperty()
  readonly value!: string;

  @ApiProperty({ format: 'date-time' })
  readonly until!: string;
}
