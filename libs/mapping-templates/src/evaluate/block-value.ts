import { HostValue, type Value } from '../values/value.js';

/**
 * What `#define` names and a macro gets as `$bodyContent`: runs anew each time it is read, and its value is
 * what it printed.
 */
export class BlockValue extends HostValue {
  constructor(readonly print: () => string) {
    super();
  }

  member(): Value {
    return null;
  }

  call(): Value {
    return null;
  }
}
