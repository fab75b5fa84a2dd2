import type { EntityManager } from 'typeorm';

declare const onlyHere: unique symbol;

/**
 * One Postgres transaction, or, under `Database.read`, connections outside of one. Every function over tables
 * takes it as its first argument, so that what belongs together is seen to be. Outside of this lib nothing
 * can be done with it but hand it on.
 */
export interface UnitOfWork {
  readonly [onlyHere]: true;
}

/** A unit of work is TypeORM's manager under a type that hides it. */
export const unitOfWorkOf = (manager: EntityManager): UnitOfWork => manager as unknown as UnitOfWork;

export const managerOf = (uow: UnitOfWork): EntityManager => uow as unknown as EntityManager;
