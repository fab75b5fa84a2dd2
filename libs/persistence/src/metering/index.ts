/** The usage report, the state of quotas, permits out on lease, and the gateways that usage comes from. */
export { meteringSenders, type MeteringSender } from './metering-senders.js';
export { quotaLeases, type GatewayHoldings } from './quota-leases.js';
export type { PlanKey, PlanQuota, QuotaName, QuotaPeriod, QuotaState } from './quota-rows.js';
export { quotas } from './quotas.js';
export { releaseLeases } from './release-leases.js';
export { usage, type LateUsage, type UsageCounted, type UsageDay } from './usage.js';
export { usageExport } from './usage-export.js';
export { usageHours, type UsageHour } from './usage-hours.js';
export { usageOrigins, type UsageBalance } from './usage-origins.js';
export { usagePartitions } from './usage-partitions.js';
