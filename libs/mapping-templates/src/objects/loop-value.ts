import { HostValue, type Value } from '../values/value.js';

/** `$foreach`: where a loop is. */
export class LoopValue extends HostValue {
  index = 0;

  constructor(
    readonly parent: LoopValue | null,
    /** Whether there is an item after the present one; asked only when a template does. */
    private readonly hasNext: () => boolean,
  ) {
    super();
  }

  member(name: string): Value {
    switch (name) {
      case 'index':
        return this.index;
      case 'count':
        return this.index + 1;
      case 'hasNext':
        return this.hasNext();
      case 'first':
        return this.index === 0;
      case 'last':
        return !this.hasNext();
      case 'parent':
        return this.parent;
      case 'topmost':
        return this.parent?.member('topmost') ?? this;
      default:
        return null;
    }
  }

  /** The getters by their Java names: `hasNext()`, `getIndex()`, `isFirst()`. */
  call(name: string): Value {
    const getter = /^(?:get|is)([A-Z])(\w*)$/.exec(name);
    return this.member(getter === null ? name : getter[1]!.toLowerCase() + getter[2]!);
  }
}
