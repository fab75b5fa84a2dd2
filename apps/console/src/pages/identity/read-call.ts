import { callWire } from '../../wire/call-wire.js';
import type { Call } from '../../wire/operation.js';

/** What a call brings at this moment, whatever a page knew before. */
export const readCall = <O>({ operation, input }: Call<never, O>): Promise<O> =>
  callWire(operation, input as never);
