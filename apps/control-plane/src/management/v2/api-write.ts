import type { UnitOfWork } from '#libs/persistence';
import type { Publish } from '../../definition/publish.js';
import type { CallerIdentity } from '../../http/management-request.js';

/** A write at or below an API of version 2: its transaction, who makes it, and when. */
export interface ApiWrite {
  readonly uow: UnitOfWork;
  readonly publish: Publish;
  readonly caller: CallerIdentity;
  readonly nowMs: number;
}
