import type { Logger } from '#libs/telemetry';
import pg from 'pg';
import { keepalives } from './session-settings.js';

/** What one listening connection needs. */
export interface ListenOptions {
  readonly url: string;
  readonly channel: string;
  readonly onNotify: (payload: string) => void;
  readonly log: Logger;
  readonly connectTimeoutMs: number;
}

const RECONNECT_MIN_MS = 100;
const RECONNECT_MAX_MS = 5_000;

/**
 * LISTEN on a connection of its own that comes back when it is lost. Resolves when the first attempt has
 * ended, either way.
 */
export async function listenOn(options: ListenOptions): Promise<() => Promise<void>> {
  const { channel, onNotify, log } = options;
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | null = null;
  let stopped = false;
  let delayMs = RECONNECT_MIN_MS;

  async function connect(): Promise<void> {
    const next = new pg.Client({
      connectionString: options.url,
      connectionTimeoutMillis: options.connectTimeoutMs,
      ...keepalives,
      application_name: `tollgate listen ${channel}`,
    });
    let lost = false;
    const onLost = (error?: Error): void => {
      if (lost || stopped) return;
      lost = true;
      log.warn('a listening database connection was lost', { channel, error, retryInMs: delayMs });
      next.end().catch(() => undefined);
      timer = setTimeout(() => void connect(), delayMs);
      delayMs = Math.min(delayMs * 2, RECONNECT_MAX_MS);
    };
    next.on('error', onLost);
    next.on('end', () => onLost());
    next.on('notification', ({ payload }) => onNotify(payload ?? ''));
    client = next;
    try {
      await next.connect();
      await next.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
    } catch (error) {
      onLost(error instanceof Error ? error : undefined);
      return;
    }
    delayMs = RECONNECT_MIN_MS;
    onNotify('');
  }

  await connect();
  return async () => {
    stopped = true;
    if (timer) clearTimeout(timer);
    await client?.end().catch(() => undefined);
  };
}
