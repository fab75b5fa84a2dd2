import { RenderFailure } from './render-failure.js';

/** What one rendering may cost. */
export interface RenderLimits {
  /**
   * Characters of output, and of any text made on the way; 10 Mi by default, the size of the largest payload.
   */
  readonly outputCharsMax: number;
  /**
   * What is evaluated: a construct is a step, cheaper things parts of one (64 characters moved, 8 units
   * looked at by a regular expression, 8 values of JSON read or written), dearer ones several (a map read
   * from JSON one and a half, its members by how many they are). 500,000 by default, and a quarter of a step
   * more for each character of the payload once a template reads it: 3.1 million with the largest one.
   * Whatever is counted takes at most about half a microsecond for each step, the garbage it leaves included,
   * so that the worst template takes a second to two of processor time with 10 MiB of payload, and less than
   * half of one without.
   */
  readonly stepsMax: number;
}

export const DEFAULT_LIMITS: RenderLimits = Object.freeze({
  outputCharsMax: 10 * 1024 * 1024,
  stepsMax: 500_000,
});

/** Macros and blocks inside one another (Velocity's own bound). */
const CALLS_MAX = 20;
/** Lists and maps inside one another, for whoever walks them. */
export const VALUE_DEPTH_MAX = 200;

/** A step in parts, so that what is counted are whole numbers. */
const PARTS_PER_STEP = 16;

/**
 * Counts what a rendering does, by what each operation touches and before it is done where it is one of the
 * engine's own. Steps and not time: the same template and request end the same way on any machine, and no
 * request holds the event loop for longer than its steps take.
 */
export class Budget {
  private parts = 0;
  private calls = 0;
  private partsMax: number;

  constructor(private readonly limits: RenderLimits) {
    this.partsMax = limits.stepsMax * PARTS_PER_STEP;
  }

  get stepsUsed(): number {
    return Math.ceil(this.parts / PARTS_PER_STEP);
  }

  /** Adds what reading, changing and printing a payload of `chars` takes: a quarter of a step for each. */
  grantForPayload(chars: number): void {
    this.partsMax += chars * (PARTS_PER_STEP / 4);
  }

  step(): void {
    this.spend(PARTS_PER_STEP);
  }

  /** Something much cheaper than a construct: an eighth of a step. */
  tick(): void {
    this.spend(2);
  }

  /** Work that grows with `size`, in characters. */
  work(size: number): void {
    this.spend(2 + Math.floor(size / 4));
  }

  /**
   * Looking for a text in another: the engine's own search may, at worst, compare all of it at each place.
   */
  search(text: string, sought: string): void {
    this.work(text.length * (1 + Math.floor(sought.length / 32)));
  }

  /** Work that grows with a count of items. */
  items(count: number): void {
    this.spend(2 + count * 2);
  }

  /** Counts the making of a text and returns it; asked before the work where the length is known before. */
  text(text: string): string {
    this.reserve(text.length);
    return text;
  }

  /** Refuses a text of `chars` in all before it is made; `added` of them are new work. */
  reserve(chars: number, added = chars): void {
    if (chars > this.limits.outputCharsMax) {
      const message = `The template makes more than ${this.limits.outputCharsMax} characters`;
      throw new RenderFailure({ code: 'output-too-large', message });
    }
    this.work(added);
  }

  /**
   * A member put into a map of `size` members: its name is kept and found again, the harder the more of them
   * there are.
   */
  member(size: number): void {
    this.spend(2 * (32 - Math.clz32(size)));
  }

  enterCall(): void {
    if (++this.calls > CALLS_MAX) refuseDepth(`Macros and blocks run more than ${CALLS_MAX} deep`);
  }

  leaveCall(): void {
    this.calls--;
  }

  private spend(parts: number): void {
    if ((this.parts += parts) <= this.partsMax) return;
    const message = `The template takes more than ${Math.floor(this.partsMax / PARTS_PER_STEP)} steps`;
    throw new RenderFailure({ code: 'too-many-steps', message });
  }
}

export function checkValueDepth(depth: number): void {
  if (depth > VALUE_DEPTH_MAX) refuseDepth(`Values are more than ${VALUE_DEPTH_MAX} deep`);
}

function refuseDepth(message: string): never {
  throw new RenderFailure({ code: 'too-deep', message });
}
