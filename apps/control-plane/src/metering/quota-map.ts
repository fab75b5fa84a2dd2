import type { QuotaName } from '#libs/persistence';

/**
 * Something for each of many quotas. Looks up by the three parts of a name as they are: an exchange asks for
 * thousands, several times over, and to make one text of the three for each would take longer than all else
 * that is done with them.
 */
export class QuotaMap<T> {
  private readonly plans = new Map<string, Map<string, Map<string, T>>>();

  get({ usagePlanId, keyId, periodStart }: QuotaName): T | undefined {
    return this.plans.get(usagePlanId)?.get(periodStart)?.get(keyId);
  }

  has(name: QuotaName): boolean {
    return this.get(name) !== undefined;
  }

  set({ usagePlanId, keyId, periodStart }: QuotaName, value: T): void {
    let periods = this.plans.get(usagePlanId);
    if (!periods) this.plans.set(usagePlanId, (periods = new Map<string, Map<string, T>>()));
    let keys = periods.get(periodStart);
    if (!keys) periods.set(periodStart, (keys = new Map<string, T>()));
    keys.set(keyId, value);
  }

  values(): T[] {
    const values: T[] = [];
    for (const periods of this.plans.values())
      for (const keys of periods.values()) for (const value of keys.values()) values.push(value);
    return values;
  }
}
