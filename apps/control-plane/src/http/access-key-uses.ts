import { Inject, Injectable } from '@nestjs/common';
import { accessKeys, type Database } from '#libs/persistence';
import type { Logger } from '#libs/telemetry';
import { DATABASE, LOGGER, NOW, type Runtime } from '../tokens.js';

const RECORDED_EVERY_MS = 60_000;
const ENTRIES_MAX = 10_000;

/**
 * Writes down when access keys have signed last: each at most once a minute, while the call goes on, which
 * neither waits for it nor fails by it.
 */
@Injectable()
export class AccessKeyUses {
  private readonly recordedAtMs = new Map<string, number>();

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(NOW) private readonly now: Runtime['now'],
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  /** Service and region of the signature's scope. */
  record(accessKeyId: string, scope: { readonly service: string; readonly region: string }): void {
    const atMs = this.now();
    const last = this.recordedAtMs.get(accessKeyId);
    if (last !== undefined && atMs < last + RECORDED_EVERY_MS) return;
    if (this.recordedAtMs.size >= ENTRIES_MAX) this.recordedAtMs.clear();
    this.recordedAtMs.set(accessKeyId, atMs);
    this.database
      .write((uow) => accessKeys.recordUse(uow, accessKeyId, { ...scope, atMs }))
      .catch((error: unknown) => this.log.debug('the use of an access key was not recorded', { error }));
  }
}
