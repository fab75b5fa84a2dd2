import type { Budget } from '../evaluate/budget.js';
import { RenderFailure } from '../evaluate/render-failure.js';
import type { Pattern } from './pattern.js';

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
 * A backtracking matcher that counts: JavaScript's own cannot be stopped, and a pattern such as `(a+)+b` would let a template
 * hold the process for as long as its author likes.
 */
export class PatternMatcher {
  private captures: (string | undefined)[] = [];
  private recursion = 0;
  private end = 0;

  constructor(
    private readonly pattern: Pattern,
    private readonly text: string,
    private readonly budget: Budget,
  ) {}

  /** The first match from `from` on. */
  find(from: number): Match | null {
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
        return at < this.text.length && pattern.test(this.text.charCodeAt(at)) && next(at + 1);
      case 'sequence':
        return this.runSequence(pattern.items, 0, at, next);
      case 'alternatives':
        return pattern.options.some((option) => this.run(option, at, next));
      case 'capture':
        return this.runCapture(pattern.number, pattern.inner, at, next);
      case 'repeat':
        if (pattern.mode === 'possessive') return this.runPossessive(pattern, at, next);
        return pattern.inner.kind === 'unit'
          ? this.repeatUnit(pattern, pattern.inner, at, next)
          : this.repeatGroup(pattern, 0, at, -1, next);
      case 'anchor':
        return pattern.holds(this.text, at) && next(at);
      case 'back-reference': {
        const captured = this.captures[pattern.number];
        this.budget.work(captured?.length ?? 0);
        return captured !== undefined && this.text.startsWith(captured, at) && next(at + captured.length);
      }
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
  private repeatUnit(
    { min, max, mode }: Pattern & { kind: 'repeat' },
    { test, weight }: Pattern & { kind: 'unit' },
    at: number,
    next: Next,
  ): boolean {
    let end = at;
    const canTake = () => end < this.text.length && end - at < max && test(this.text.charCodeAt(end));
    if (mode === 'lazy') {
      for (;;) {
        this.budget.work(weight);
        if (end - at >= min && next(end)) return true;
        if (!canTake()) return false;
        end++;
      }
    }
    for (; canTake(); end++) this.budget.work(weight);
    for (; end - at >= min; end--) {
      this.budget.tick();
      if (next(end)) return true;
    }
    return false;
  }

  private repeatGroup(
    pattern: Pattern & { kind: 'repeat' },
    count: number,
    at: number,
    last: number,
    next: Next,
  ): boolean {
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

  private runPossessive(pattern: Pattern & { kind: 'repeat' }, at: number, next: Next): boolean {
    let end = at;
    const matched = this.run({ ...pattern, mode: 'greedy' }, at, (reached) => {
      end = reached;
      return true;
    });
    return matched && next(end);
  }
}
