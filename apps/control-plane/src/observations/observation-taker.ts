import { DiscoveryService } from '@nestjs/core';
import type { BlockName, ObservationKind } from '#libs/observations';
import type { UnitOfWork } from '#libs/persistence';

/** Where a block comes from. */
export interface BlockOrigin extends BlockName {
  readonly gatewayId: string;
  /** How long ago its gateway has handed it in, in milliseconds. */
  readonly ageMs: number;
}

/** What was read of a block, or why it is refused for good. */
export type ReadBlock<Content> =
  { readonly ok: true; readonly content: Content } | { readonly ok: false; readonly problem: string };

/**
 * Takes the blocks of one kind: a provider of the module that keeps what they say, with `@TakesObservations`.
 */
export interface ObservationTaker<Content = unknown> {
  /**
   * Reads a block, which may be anything, before the transaction begins. One that is refused is dropped by
   * its gateway, and counted.
   */
  read(block: Buffer): ReadBlock<Content> | Promise<ReadBlock<Content>>;
  /**
   * Writes what a block says, in the transaction that also writes down that the block was taken: so it counts
   * once. May run again when Postgres asks for that.
   */
  write(uow: UnitOfWork, content: Content, origin: BlockOrigin): Promise<void>;
}

/** Marks the provider that takes the blocks of a kind. */
export const TakesObservations = DiscoveryService.createDecorator<ObservationKind>();
