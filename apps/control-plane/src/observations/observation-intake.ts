import { Inject, Injectable } from '@nestjs/common';
import { isObservationKind } from '#libs/observations';
import { observationSenders, UnstorableValueError, type Database, type SentBlock } from '#libs/persistence';
import type { Logger } from '#libs/telemetry';
import { GATEWAY_DATABASE, LOGGER } from '../tokens.js';
import type { BlockOrigin, ObservationTaker } from './observation-taker.js';
import { ObservationTakers } from './observation-takers.js';
import { openBlock } from './open-block.js';

/** What is said to the gateway: it counts now, has counted before, or never will. */
export type IntakeOutcome =
  { readonly outcome: 'taken' | 'repeated' } | { readonly outcome: 'refused'; readonly problem: string };

/**
 * Takes blocks of what happened, each once: what it says and that it was taken are written in one
 * transaction, whose lock on the sender lets a repeat wait for it and then find it taken.
 */
@Injectable()
export class ObservationIntake {
  constructor(
    @Inject(GATEWAY_DATABASE) private readonly database: Database,
    @Inject(LOGGER) private readonly log: Logger,
    private readonly takers: ObservationTakers,
  ) {}

  /**
   * @throws DatabaseUnavailableError, LockTimeoutError while Postgres cannot write; the gateway sends it
   *   again.
   */
  async take(kind: string, origin: BlockOrigin, body: Buffer | undefined): Promise<IntakeOutcome> {
    const taker = isObservationKind(kind) ? this.takers.find(kind) : undefined;
    if (!isObservationKind(kind) || !taker) return this.refused(kind, origin, 'unknown kind');
    const block = { ...origin, kind };
    const opened = await openBlock(body);
    const read = opened.ok ? await taker.read(opened.content) : opened;
    if (!read.ok) return this.refuse(block, read.problem);
    try {
      return { outcome: (await this.write(block, taker, read.content)) ? 'taken' : 'repeated' };
    } catch (error) {
      if (!(error instanceof UnstorableValueError)) throw error;
      return this.refuse(block, error.message);
    }
  }

  private write(block: SentBlock & BlockOrigin, taker: ObservationTaker, content: unknown): Promise<boolean> {
    return this.database.write(async (uow) => {
      if (!(await observationSenders.take(uow, block))) return false;
      await taker.write(uow, content, block);
      return true;
    });
  }

  private async refuse(block: SentBlock & BlockOrigin, problem: string): Promise<IntakeOutcome> {
    const isNew = await this.database.write((uow) => observationSenders.refuse(uow, block));
    return isNew ? this.refused(block.kind, block, problem) : { outcome: 'repeated' };
  }

  private refused(
    kind: string,
    { gatewayId, senderId, sequence }: BlockOrigin,
    problem: string,
  ): IntakeOutcome {
    const named = kind.slice(0, 40);
    this.log.warn('a block of a gateway was refused', {
      kind: named,
      gatewayId,
      senderId,
      sequence,
      problem,
    });
    return { outcome: 'refused', problem };
  }
}
