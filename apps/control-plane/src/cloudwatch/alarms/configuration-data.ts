import type { Alarm } from '#libs/persistence';
import { presentAlarm } from './present-alarm.js';

const members = { Create: 'createdAlarm', Update: 'updatedAlarm', Delete: 'deletedAlarm' } as const;
/** AWS's bound on the data of an entry. */
const dataMax = 4095;

/** What a history says of a change of an alarm's definition; of one too long to be shown, that it was. */
export function configurationData(type: keyof typeof members, alarm: Alarm): string {
  const head = { version: '1.0', type };
  const data = JSON.stringify({ ...head, [members[type]]: presentAlarm(alarm) });
  return data.length <= dataMax ? data : JSON.stringify(head);
}
