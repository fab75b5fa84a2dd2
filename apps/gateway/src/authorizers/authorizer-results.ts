import { BoundedMap } from '../http/bounded-map.js';
import type { Authorization } from './authorization.js';

interface Kept {
  readonly authorization: Authorization;
  readonly untilMs: number;
}

/** Of the results of all authorizers together; a result of 400 bytes weighs some 3 kB. */
const keptMax = { entries: 100_000, bytes: 128 * 1024 * 1024 };
const entryBytes = 600;
/** Compiled policies and records of context weigh several times their text. */
const bytesPerChar = 6;

/**
 * What authorizers' functions said, by stage, authorizer and identity, for as long as each authorizer says.
 * One call at a time for each identity: whoever comes meanwhile waits for its result. Failures are not kept.
 */
export class AuthorizerResults {
  private readonly kept: BoundedMap<Kept>;
  private readonly running = new Map<string, Promise<Authorization>>();

  constructor(
    max: { readonly entries: number; readonly bytes: number } = keptMax,
    private readonly nowMs: () => number = Date.now,
  ) {
    this.kept = new BoundedMap(max);
  }

  /** How much is kept, and how many calls run. */
  get state(): { readonly entries: number; readonly bytes: number; readonly running: number } {
    return { entries: this.kept.size, bytes: this.kept.bytes, running: this.running.size };
  }

  /** The result that is known, else the one that `ask` gives. */
  take(
    name: string,
    ttlSeconds: number,
    ask: () => Promise<Authorization>,
  ): Authorization | Promise<Authorization> {
    const known = this.kept.get(name);
    if (known !== undefined && this.nowMs() < known.untilMs) return known.authorization;
    const running = this.running.get(name);
    if (running !== undefined) return running;
    const asking = ask()
      .then((authorization) => this.keep(name, ttlSeconds, authorization))
      .finally(() => this.running.delete(name));
    this.running.set(name, asking);
    return asking;
  }

  private keep(name: string, ttlSeconds: number, authorization: Authorization): Authorization {
    if (authorization.ok && authorization.kind !== 'claims') {
      const untilMs = this.nowMs() + ttlSeconds * 1000;
      const bytes = entryBytes + bytesPerChar * charsOf(authorization);
      this.kept.set(name, { authorization, untilMs }, bytes);
    }
    return authorization;
  }
}

type OfFunction = Extract<Authorization, { kind: 'policy' | 'decision' }>;

function charsOf(authorization: OfFunction): number {
  if (authorization.kind === 'decision') {
    const { isAuthorized, context, principalId } = authorization;
    const policyChars = typeof isAuthorized === 'boolean' ? 0 : isAuthorized.text.length;
    return policyChars + JSON.stringify([principalId, context]).length;
  }
  const { policy, principalId, context } = authorization;
  let chars = policy.text.length + principalId.length;
  for (const [name, value] of Object.entries(context)) chars += name.length + value.length;
  return chars;
}
