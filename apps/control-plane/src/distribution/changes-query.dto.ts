import { IsOptional, IsString, MaxLength } from 'class-validator';
import { WholeNumber } from '../http/whole-number.js';

/**
 * Most changes of one page, and the longest wait for the first; a gateway that asks for more gets so much.
 */
export const changesMax = 500;
export const waitMsMax = 10_000;

/** From where on a gateway wants changes, how many, and how long it waits for the first. */
export class ChangesQuery {
  @WholeNumber()
  readonly after: number = 0;

  @WholeNumber()
  readonly limit: number = changesMax;

  @WholeNumber()
  readonly waitMs: number = waitMsMax;

  @IsOptional()
  @IsString({ message: 'mark must be the one of a page' })
  @MaxLength(64, { message: 'mark must be the one of a page' })
  readonly mark?: string;
}
