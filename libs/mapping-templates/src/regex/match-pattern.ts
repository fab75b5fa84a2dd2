import type { Budget } from '../evaluate/budget.js';
import { RenderFailure } from '../evaluate/render-failure.js';
import type { Pattern, Repeat, Unit } from './pattern.js';

/** Where a match starts and ends; `captures[n]` is the text of group n, undefined when it took no part. */
export interface Match {
  readonly start: number;
  readonly end: number;
  readonly captures: readonly (string | undefined)[];
}

type Next = (at: number) => boolean;

/** Repetitions of groups inside one another: each takes stack. */
const RECURSION_MAX = 800;

/**
 * A backtracking matcher that counts: JavaScript's own cannot be stopped, and a pattern such as `(a+)+b`
 * would let a template hold the process for as long as its author likes.
 */
export class PatternMatcher {
  private captures: (string | undefined)[] = [];
  private recursion = 0;
  private end = 0;
  private searchStart = 0;

  constructor(
    private readonly pattern: Pattern,
    private readonly text: string,
    private readonly budget: Budget,
  ) {}

  /** The first match from `from` on; the one before it ended at `lastEnd`. */
  find(from: number, lastEnd = from): Match | null {
    this.searchStart = lastEnd;
    for (let start = from; start <= this.text.length; start++) {
      if (this.matchesAt(start, () => true)) return { start, end: this.end, captures: this.captures };
    }
    return null;
  }

  matchesWhole(): boolean {
    return this.matchesAt(0, (at) => at === this.text.length);
  }

  private matchesAt(start: number, isDone: Next): boolean {
    this.captures = [];
    return this.run(this.pattern, start, (at) => {
      this.end = at;
      return isDone(at);
    });
  }

  private run(pattern: Pattern, at: number, next: Next): boolean {
    if (pattern.kind === 'unit') this.budget.work(pattern.weight);
    else this.budget.tick();
    switch (pattern.kind) {
      case 'unit':
        return at < this.text.length && pattern.test(this.text.codePointAt(at)!) && next(this.after(at));
      case 'sequence':
        return this.runSequence(pattern.items, 0, at, next);
      case 'alternatives':
        return pattern.options.some((option) => this.run(option, at, next));
      case 'capture':
        return this.runCapture(pattern.number, pattern.inner, at, next);
      case 'repeat':
        return pattern.inner.kind === 'unit'
          ? this.repeatUnit(pattern, pattern.inner, at, next)
          : this.repeatGroup(pattern, 0, at, -1, next);
      case 'anchor':
        return pattern.holds(this.text, at) && next(at);
      case 'back-reference': {
        const captured = this.captures[pattern.number];
        this.budget.work(captured?.length ?? 0);
        return (
          captured !== undefined &&
          this.standsAt(captured, at, pattern.ignoreCase) &&
          next(at + captured.length)
        );
      }
      case 'search-start':
        return at === this.searchStart && next(at);
      case 'look-behind':
        return this.standsBehind(pattern, at) !== pattern.negative && next(at);
      case 'atomic':
        return this.runAtomic(pattern.inner, at, next);
      case 'look-ahead':
        return this.run(pattern.inner, at, () => true) !== pattern.negative && next(at);
    }
  }

  private runSequence(items: readonly Pattern[], index: number, at: number, next: Next): boolean {
    if (index === items.length) return next(at);
    return this.run(items[index]!, at, (end) => this.runSequence(items, index + 1, end, next));
  }

  private runCapture(number: number, inner: Pattern, at: number, next: Next): boolean {
    const before = this.captures[number];
    const matched = this.run(inner, at, (end) => {
      const inside = this.captures[number];
      this.captures[number] = this.text.slice(at, end);
      if (next(end)) return true;
      this.captures[number] = inside;
      return false;
    });
    if (!matched) this.captures[number] = before;
    return matched;
  }

  // Without recursion: `.*` may take megabytes.
  private repeatUnit({ min, max, mode }: Repeat, { test, weight }: Unit, at: number, next: Next): boolean {
    let end = at;
    let count = 0;
    const canTake = () => end < this.text.length && count < max && test(this.text.codePointAt(end)!);
    if (mode === 'lazy') {
      for (;;) {
        this.budget.work(weight);
        if (count >= min && next(end)) return true;
        if (!canTake()) return false;
        end = this.after(end);
        count++;
      }
    }
    for (; canTake(); count++) {
      this.budget.work(weight);
      end = this.after(end);
    }
    for (; count >= min; count--) {
      this.budget.tick();
      if (next(end)) return true;
      end = this.before(end, at);
    }
    return false;
  }

  private repeatGroup(pattern: Repeat, count: number, at: number, last: number, next: Next): boolean {
    if (++this.recursion > RECURSION_MAX) {
      throw new RenderFailure({
        code: 'too-deep',
        message: `A regular expression repeats a group more than ${RECURSION_MAX} times`,
      });
    }
    // A round that took nothing ends the repetition, as it could go on for ever.
    const again = () =>
      count < pattern.max &&
      at !== last &&
      this.run(pattern.inner, at, (end) => this.repeatGroup(pattern, count + 1, end, at, next));
    const leave = () => (count >= pattern.min || at === last) && next(at);
    const matched = pattern.mode === 'lazy' ? leave() || again() : again() || leave();
    this.recursion--;
    return matched;
  }

  private runAtomic(inner: Pattern, at: number, next: Next): boolean {
    let end = at;
    const matched = this.run(inner, at, (reached) => {
      end = reached;
      return true;
    });
    return matched && next(end);
  }

  /** Whether the pattern ends here, when it begins so many characters in front as it may take. */
  private standsBehind({ inner, lengths }: Pattern & { kind: 'look-behind' }, at: number): boolean {
    let start = at;
    for (let length = 0; length <= lengths.max; length++) {
      this.budget.tick();
      if (length >= lengths.min && this.run(inner, start, (end) => end === at)) return true;
      if (start === 0) return false;
      start = this.before(start, 0);
    }
    return false;
  }

  private standsAt(text: string, at: number, ignoreCase: boolean): boolean {
    if (!ignoreCase) return this.text.startsWith(text, at);
    return this.text.slice(at, at + text.length).toLowerCase() === text.toLowerCase();
  }

  /** The place behind the character at `at`, which may be two units. */
  private after(at: number): number {
    return this.text.codePointAt(at)! > 0xffff ? at + 2 : at + 1;
  }

  /** The place in front of the character that ends at `at`, where none begins before `first`. */
  private before(at: number, first: number): number {
    return at - 2 >= first && this.text.codePointAt(at - 2)! > 0xffff ? at - 2 : at - 1;
  }
}
