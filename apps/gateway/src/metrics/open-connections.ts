import type { ConnectionFacts } from '../invocation/connection-event.js';
import type { ActiveStage } from '../invocation/active-stage.js';

const minuteMs = 60_000;

/** How long connections of one source have been open, all together. */
class ConnectionTime {
  open = 0;
  /** Since the process began. */
  totalMs = 0;
  /** Of that, handed in. */
  private takenMinutes = 0;
  private untilMs: number;

  constructor(nowMs: number) {
    this.untilMs = nowMs;
  }

  /** What is open was open until now. A clock that was set back adds nothing. */
  goOn(nowMs: number): void {
    if (nowMs > this.untilMs) this.totalMs += this.open * (nowMs - this.untilMs);
    this.untilMs = nowMs;
  }

  /** The whole minutes that nobody has taken yet; the last time: and what is more than half of one. */
  takeMinutes(isLast: boolean): number {
    const minutes = this.totalMs / minuteMs - this.takenMinutes;
    const whole = isLast ? Math.round(minutes) : Math.floor(minutes);
    this.takenMinutes += whole;
    return whole;
  }

  /** Nothing is open, and less than a minute is left. */
  get isOver(): boolean {
    return this.open === 0 && this.totalMs / minuteMs - this.takenMinutes < 1;
  }
}

/** A stage with the time of its connections. */
export interface StageConnections {
  readonly stage: ActiveStage;
  readonly open: number;
  readonly totalMs: number;
}

/** A key under a plan, for which time is counted. */
export interface KeyOfConnections {
  readonly stage: ActiveStage;
  readonly usagePlanId: string;
  readonly keyId: string;
}

/** So many keys at most are remembered while none of their connections is open, for parts of minutes. */
const restsMax = 10_000;

/**
 * Which connections are open and for how long, by stage and by key: an addition when one opens or ends and
 * whenever it is handed in, however many there are. Minutes are those of all connections of a source
 * together; what is not a whole one yet counts with the next.
 */
export class OpenConnections {
  private readonly stages = new Map<string, { stage: ActiveStage; readonly time: ConnectionTime }>();
  private readonly keys = new Map<
    string,
    { readonly key: KeyOfConnections; readonly time: ConnectionTime }
  >();

  constructor(
    private readonly find: (apiId: string, stageName: string) => ActiveStage | undefined,
    private readonly nowMs: () => number = Date.now,
  ) {}

  opened({ facts }: { readonly facts: ConnectionFacts }): void {
    const nowMs = this.nowMs();
    const name = nameOf(facts);
    const stage = this.find(facts.apiId, facts.stageName) ?? this.stages.get(name)?.stage;
    if (stage === undefined) return;
    const present = this.stages.get(name);
    const entry = present ?? { stage, time: new ConnectionTime(nowMs) };
    entry.stage = stage;
    if (present === undefined) this.stages.set(name, entry);
    begin(entry.time, nowMs);
    const keyName = keyNameOf(facts);
    if (keyName === null) return;
    let ofKey = this.keys.get(keyName);
    if (ofKey === undefined) {
      const { apiKeyId, usagePlanId } = facts.found!;
      const key = { stage, usagePlanId: usagePlanId!, keyId: apiKeyId! };
      this.keys.set(keyName, (ofKey = { key, time: new ConnectionTime(nowMs) }));
    }
    begin(ofKey.time, nowMs);
  }

  closed({ facts }: { readonly facts: ConnectionFacts }): void {
    const nowMs = this.nowMs();
    end(this.stages.get(nameOf(facts))?.time, nowMs);
    const keyName = keyNameOf(facts);
    if (keyName !== null) end(this.keys.get(keyName)?.time, nowMs);
  }

  /** Calls back for each source with whole minutes. */
  takeMinutes(
    isLast: boolean,
    ofStage: (stage: ActiveStage, minutes: number) => void,
    ofKey: (key: KeyOfConnections, minutes: number) => void,
  ): void {
    const nowMs = this.nowMs();
    for (const { stage, time } of this.stages.values()) {
      time.goOn(nowMs);
      const minutes = time.takeMinutes(isLast);
      if (minutes > 0) ofStage(stage, minutes);
    }
    for (const [name, { key, time }] of this.keys) {
      time.goOn(nowMs);
      const minutes = time.takeMinutes(isLast);
      if (minutes > 0) ofKey(key, minutes);
      if (time.isOver && this.keys.size > restsMax) this.keys.delete(name);
    }
  }

  /** Stages that have, or have had, connections. */
  *ofStages(): Iterable<StageConnections> {
    const nowMs = this.nowMs();
    for (const { stage, time } of this.stages.values()) {
      time.goOn(nowMs);
      yield { stage, open: time.open, totalMs: time.totalMs };
    }
  }
}

const nameOf = ({ apiId, stageName }: ConnectionFacts): string => `${apiId}/${stageName}`;

function keyNameOf({ found }: ConnectionFacts): string | null {
  if (found === null || found.apiKeyId === null || found.usagePlanId === null) return null;
  return `${found.usagePlanId}/${found.apiKeyId}`;
}

function begin(time: ConnectionTime, nowMs: number): void {
  time.goOn(nowMs);
  time.open += 1;
}

function end(time: ConnectionTime | undefined, nowMs: number): void {
  if (time === undefined || time.open === 0) return;
  time.goOn(nowMs);
  time.open -= 1;
}
