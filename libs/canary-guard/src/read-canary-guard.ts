import type { CanaryGuardRule, GuardAction, GuardCondition } from './canary-guard-rule.js';
import { readCondition } from './read-condition.js';

/** A rule, or what is wrong with the text in a sentence without its stop. */
export type ReadCanaryGuard =
  { readonly ok: true; readonly rule: CanaryGuardRule } | { readonly ok: false; readonly problem: string };

const requestsByDefault = 100;
const requestsMost = 1_000_000_000;
const forByDefaultMs = 10 * 60_000;
const forMostMs = 7 * 86_400_000;
const unitsMs: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const actions: readonly GuardAction[] = ['promote', 'remove', 'hold'];

/**
 * Reads the rule of a guarded canary: items with commas or blanks between, in any order, blanks around their
 * signs allowed. Conditions (`error-rate<1%`, `p99<=1.2*base`), at least one, all of which must hold;
 * `requests>=500`, 100 when it is not there; `for=10m`; `then=promote`, `remove` or `hold`, which it is when
 * it is not there. A rule that promotes or removes says for how long it looks first.
 */
export function readCanaryGuard(text: string): ReadCanaryGuard {
  const items = text
    .replace(/\s*(<=|>=|<|>|=|\*|\+)\s*/g, '$1')
    .split(/[\s,]+/)
    .filter((item) => item !== '');
  const conditions: GuardCondition[] = [];
  const settings = new Map<string, string>();
  for (const item of items) {
    const [, name = item, sign = '', value = ''] = /^([^<>=]*)(<=|>=|<|>|=)(.*)$/.exec(item) ?? [];
    if (Object.hasOwn(settingSigns, name)) {
      if (settings.has(name)) return wrong(`${name} is there twice`);
      if (sign !== settingSigns[name])
        return wrong(`${shown(item)} must be written ${settingExamples[name]}`);
      settings.set(name, value);
      continue;
    }
    const condition = readCondition(item, name, sign, value);
    if (typeof condition === 'string') return wrong(condition);
    conditions.push(condition);
  }
  if (conditions.length === 0) return wrong('it has no condition, such as error-rate<1%');
  return withSettings(conditions, settings);
}

const settingSigns: Readonly<Record<string, string>> = { requests: '>=', for: '=', then: '=' };
const settingExamples: Readonly<Record<string, string>> = {
  requests: 'requests>=500',
  for: 'for=10m',
  then: 'then=promote',
};

function withSettings(
  conditions: readonly GuardCondition[],
  settings: ReadonlyMap<string, string>,
): ReadCanaryGuard {
  const requestsMin = readRequests(settings.get('requests'));
  if (requestsMin === null) return wrong(`requests>= needs a whole number from 1 to ${requestsMost}`);
  const forMs = readDuration(settings.get('for'));
  if (forMs === null) return wrong('for= needs a time from 1s to 7d, such as 90s, 10m, 2h or 1d');
  const action = actions.find((known) => known === (settings.get('then') ?? 'hold'));
  if (action === undefined) return wrong('then= must be one of promote, remove, hold');
  if (action !== 'hold' && !settings.has('for')) return wrong(`then=${action} needs for=, such as for=10m`);
  return { ok: true, rule: { conditions, requestsMin, forMs, action } };
}

function readRequests(text: string | undefined): number | null {
  if (text === undefined) return requestsByDefault;
  const number = /^\d{1,10}$/.test(text) ? Number(text) : 0;
  return number >= 1 && number <= requestsMost ? number : null;
}

function readDuration(text: string | undefined): number | null {
  if (text === undefined) return forByDefaultMs;
  const [, number, unit = ''] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  const ms = Number(number ?? 0) * (unitsMs[unit] ?? 0);
  return ms >= 1_000 && ms <= forMostMs ? ms : null;
}

const wrong = (problem: string): ReadCanaryGuard => ({ ok: false, problem });
/** Enough of an item to find it by. */
const shown = (item: string): string => `"${item.slice(0, 60)}"`;
