/** Alarms on metrics. */
export type { Alarm } from './alarm.js';
export {
  alarmHistory,
  type AlarmHistoryFilter,
  type AlarmHistoryItem,
  type AlarmHistoryType,
  type HistoryPosition,
} from './alarm-history.js';
export { alarmNotifications, type AlarmNotification } from './alarm-notifications.js';
export { alarms, type AlarmFilter } from './alarms.js';
export { changeAlarmState } from './change-alarm-state.js';
