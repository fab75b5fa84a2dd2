/** What is kept of metrics, and what is made of it. */
export { dimensionsKey, dimensionsOf, type Dimension } from './data/dimension.js';
export { mergeValues, type MetricValues } from './data/metric-values.js';
export { pointsByPeriod, type MetricPoint, type PointWindow } from './data/points.js';
export { isTaken, resolutionFor, resolutions, roundedStart, type Resolution } from './data/resolution.js';
export {
  isPercentile,
  isTrimmedStatistic,
  parsePercentile,
  parseStatistic,
  simpleStatistics,
  statisticOf,
  type SimpleStatistic,
  type Statistic,
} from './data/statistic.js';
/** Alarms: what they are, when they change their state, what they say then. */
export * from './alarms/alarm.js';
export { alarmMessage, alarmSubject, type StateChange } from './alarms/alarm-message.js';
export { evaluateAlarm, evaluationRange, type AlarmPoint, type Evaluation } from './alarms/evaluate-alarm.js';
export { hasFewSamples } from './alarms/low-sample-count.js';
export { doubleText, initialReason, longTime, stateReason, type StateReason } from './alarms/state-reason.js';
