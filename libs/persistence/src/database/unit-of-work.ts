import type { EntityManager } from 'typeorm';

/** One Postgres transaction. Every repository function takes it as its first argument, so that what belongs together is seen to be. */
export interface UnitOfWork {
  readonly manager: EntityManager;
}
