import { HostValue, type Value } from '../values/value.js';

/** `java.util.Iterator` over the items of a list. */
export class IteratorValue extends HostValue {
  private at = 0;

  constructor(private readonly items: readonly Value[]) {
    super();
  }

  get hasNext(): boolean {
    return this.at < this.items.length;
  }

  next(): Value {
    return this.items[this.at++] ?? null;
  }

  member(): Value {
    return null;
  }

  call(name: string): Value {
    if (name === 'hasNext') return this.hasNext;
    return name === 'next' ? this.next() : null;
  }
}
