import type { GuardCondition, GuardLimit } from './canary-guard-rule.js';
import type { Measure } from './measure.js';

/** Of a latency the percentiles that CloudWatch has, too: `p0` to `p100`, with up to two decimal places. */
const percentile = /^p(\d{1,2}(?:\.\d{1,2})?|100)$/;

function readMeasure(name: string): Measure | null {
  if (name === 'error-rate') return { unit: 'percent', errors: 'serverErrors' };
  if (name === 'client-error-rate') return { unit: 'percent', errors: 'clientErrors' };
  if (name === 'latency') return { unit: 'milliseconds', share: null };
  const [, share] = percentile.exec(name) ?? [];
  return share === undefined ? null : { unit: 'milliseconds', share: Number(share) / 100 };
}

const examples: Readonly<Record<Measure['unit'], string>> = {
  percent: '1%, base+0.5% or 2*base',
  milliseconds: '300ms, 1.5s, base+50ms or 1.2*base',
};

/** A condition of its parts, or what is wrong with it. */
export function readCondition(
  item: string,
  name: string,
  sign: string,
  value: string,
): GuardCondition | string {
  const shown = `"${item.slice(0, 60)}"`;
  const measure = readMeasure(name);
  if (measure === null) {
    return `${shown} is unknown: conditions are about error-rate, client-error-rate, latency or a percentile such as p99; besides there are requests>=, for= and then=`;
  }
  if (sign !== '<' && sign !== '<=') return `${shown} must compare with < or <=`;
  const limit = readLimit(value, measure.unit);
  if (limit === null) return `${shown} needs a limit such as ${examples[measure.unit]}`;
  if (measure.unit === 'percent' && limit.timesBase === 0 && limit.plus > 100) {
    return `${shown} has a limit over 100%`;
  }
  if (sign === '<' && limit.timesBase === 0 && limit.plus === 0) return `${shown} holds for no request`;
  return { text: item, measure, includesLimit: sign === '<=', limit };
}

const ofBase = /^(?:(\d{1,4}(?:\.\d{1,4})?)\*)?base(?:\+(.+))?$/;

function readLimit(text: string, unit: Measure['unit']): GuardLimit | null {
  const matched = ofBase.exec(text);
  if (!matched) {
    const alone = readQuantity(text, unit);
    return alone === null ? null : { timesBase: 0, plus: alone };
  }
  const timesBase = Number(matched[1] ?? 1);
  const plus = matched[2] === undefined ? 0 : readQuantity(matched[2], unit);
  return plus === null || timesBase === 0 ? null : { timesBase, plus };
}

const quantity = /^(\d{1,8}(?:\.\d{1,4})?)(%|ms|s)$/;

function readQuantity(text: string, unit: Measure['unit']): number | null {
  const [, number, sign] = quantity.exec(text) ?? [];
  if (number === undefined || (sign === '%') !== (unit === 'percent')) return null;
  return Number(number) * (sign === 's' ? 1_000 : 1);
}
