/**
 * Whether a value is as its schema wants it; the reason is for operators and
 * `$context.error.validationErrorString`.
 */
export type ValidationResult = { readonly valid: true } | { readonly valid: false; readonly reason: string };

/** Tells whether a value is as one schema wants it. */
export type Check = (value: unknown, run: ValidationRun) => boolean;

const depthMax = 400;
const stepsMax = 300_000;

/**
 * Stops a validation that a schema and a value together have made too long: the value then counts as invalid.
 */
export class TooMuchWork extends Error {
  override readonly name = 'TooMuchWork';
}

/** What one validation has done so far. */
export class ValidationRun {
  private stepsLeft: number;
  private depth = 0;
  private lastReason: string | null = null;

  /** `chars`: the length of the text that the value was; each is worth a step more. */
  constructor(chars = 0) {
    this.stepsLeft = stepsMax + chars;
  }

  /** Why it failed: what was said last, which is the outermost of several reasons. */
  get reason(): string {
    return this.lastReason ?? 'the value does not match its schema';
  }

  /** Counts work that grows with `size`. */
  spend(size = 1): void {
    if ((this.stepsLeft -= size) < 0) throw new TooMuchWork('validating takes too many steps');
  }

  /** Runs a check one level deeper. */
  inside(check: Check, value: unknown): boolean {
    if (++this.depth > depthMax) throw new TooMuchWork('schema or value is too deep');
    this.spend();
    const valid = check(value, this);
    this.depth--;
    return valid;
  }

  /** Notes why a check fails; false, so that a check can return it. */
  fail(reason: string): false {
    this.lastReason = reason;
    return false;
  }
}
