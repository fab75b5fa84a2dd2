import { Inject, Injectable } from '@nestjs/common';
import { longTime } from '#libs/cloudwatch';
import {
  alarmHistory,
  alarmNotifications,
  outbox,
  type AlarmNotification,
  type Database,
  type UnitOfWork,
} from '#libs/persistence';
import type { JobPayloads } from '#libs/queue';
import type { Logger } from '#libs/telemetry';
import type { CompilerWorkerConfig } from '../config.js';
import { CONFIG, DATABASE, LOGGER } from '../tokens.js';
import { postToWebhook } from './post-to-webhook.js';
import { publishToTopic } from './publish-to-topic.js';

type Payload = JobPayloads['notify-of-alarm'];

/** For so long after the change of state it is tried to tell of it. */
const triedForMs = 60 * 60_000;

/**
 * Sends what actions of alarms have to say: to the operator's webhook where there is one, else to the topic.
 * A worker that dies in between leaves the notification to the next, so that it arrives twice rather than not
 * at all.
 */
@Injectable()
export class AlarmNotifier {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(CONFIG) private readonly config: Pick<CompilerWorkerConfig, 'alarmWebhook' | 'snsEndpointUrl'>,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  /** Rejects when it did not arrive; it is tried again then. */
  async run(jobId: string, { notificationId }: Payload): Promise<void> {
    const notification = await this.database.read((uow) => alarmNotifications.find(uow, notificationId));
    if (notification) await this.send(notification);
    await this.database.write(async (uow) => {
      await alarmNotifications.remove(uow, notificationId);
      if (notification) await alarmHistory.add(uow, notification.owner, outcome(notification, true));
      await outbox.markDone(uow, jobId, null);
    });
    if (!notification) return;
    const { alarmName, target } = notification;
    this.log.info('an action of an alarm was carried out', { alarmName, target });
  }

  /**
   * Whether it is tried further, once the queue has given it up. When not, the alarm's history says that it
   * failed.
   */
  async hasTime(uow: UnitOfWork, { notificationId }: Payload): Promise<boolean> {
    const notification = await alarmNotifications.find(uow, notificationId);
    if (!notification) return false;
    if (Date.now() - notification.createdAtMs < triedForMs) return true;
    await alarmHistory.add(uow, notification.owner, outcome(notification, false));
    return false;
  }

  private send(notification: AlarmNotification): Promise<void> {
    const { alarmWebhook, snsEndpointUrl } = this.config;
    return alarmWebhook === undefined
      ? publishToTopic(notification, snsEndpointUrl)
      : postToWebhook(notification, alarmWebhook);
  }
}

function outcome({ alarmName, target, createdAtMs }: AlarmNotification, succeeded: boolean) {
  return {
    alarmName,
    atMs: Date.now(),
    type: 'Action' as const,
    summary: `${succeeded ? 'Successfully executed' : 'Failed to execute'} action ${target}`,
    data: JSON.stringify({
      actionState: succeeded ? 'Succeeded' : 'Failed',
      stateUpdateTimestamp: longTime(createdAtMs),
      notificationResource: target,
    }),
  };
}
