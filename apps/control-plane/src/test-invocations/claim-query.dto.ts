import { IsIn, IsOptional } from 'class-validator';
import { WholeNumber } from '../http/whole-number.js';

/** The longest wait for a test; a gateway that asks for more gets so much. */
export const waitMsMax = 10_000;

/** How long a gateway waits for a test, and whether it has just started. */
export class ClaimQuery {
  @WholeNumber()
  readonly waitMs: number = waitMsMax;

  @IsOptional()
  @IsIn(['true', 'false'], { message: 'first must be true or false' })
  readonly first?: 'true' | 'false';
}
