import { Inject, Injectable } from '@nestjs/common';
import { readExplanations, type Explanation } from '#libs/explanations';
import { explanations, type UnitOfWork } from '#libs/persistence';
import {
  TakesObservations,
  type ObservationTaker,
  type ReadBlock,
} from '../observations/observation-taker.js';
import { NOW, type Runtime } from '../tokens.js';

type Explanations = readonly Explanation[];

/** Keeps what gateways explain of requests. */
@TakesObservations('explanations')
@Injectable()
export class ExplanationTaker implements ObservationTaker<Explanations> {
  constructor(@Inject(NOW) private readonly now: Runtime['now']) {}

  read(block: Buffer): ReadBlock<Explanations> {
    const read = readExplanations(block);
    return 'refused' in read
      ? { ok: false, problem: read.refused }
      : { ok: true, content: read.explanations };
  }

  write(uow: UnitOfWork, content: Explanations): Promise<void> {
    const kept = content.map((explanation) => {
      const { requestId, extendedRequestId, accountId } = explanation;
      return { requestId, extendedRequestId, accountId, explanation };
    });
    return explanations.add(uow, kept, this.now());
  }
}
