import { ApiProperty } from '@nestjs/swagger';
import { IsString, MaxLength } from 'class-validator';

/** A link, as it is told once. */
export class SignInLinkMade {
  @ApiProperty({ description: 'Opens `/_tollgate/console/#sign-in=<token>` signed in, once' })
  readonly token!: string;

  @ApiProperty({ format: 'date-time' })
  readonly expiresAt!: string;
}

/** What somebody who opens a link shows. */
export class SignInRequest {
  @ApiProperty()
  @IsString({ message: 'token must be a text' })
  @MaxLength(200, { message: 'token must have 200 characters at most' })
  readonly token!: string;
}

/** Credentials of a session, of the maker of the link. */
export class SignedIn {
  @ApiProperty()
  readonly accessKeyId!: string;

  @ApiProperty()
  readonly secretAccessKey!: string;

  @ApiProperty()
  readonly sessionToken!: string;

  @ApiProperty({ format: 'date-time' })
  readonly expiration!: string;
}
