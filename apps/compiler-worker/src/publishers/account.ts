import { Inject, Injectable } from '@nestjs/common';
import { accounts, type Database } from '#libs/persistence';
import { accountDocument } from '#libs/snapshot-compiler';
import { DATABASE } from '../runtime.js';
import type { JobOf, Processor } from './processor.js';
import { publish } from './publish.js';

/** Publishes the throttle of an account in a region. */
@Injectable()
export class PublishAccountProcessor implements Processor<'publish-account'> {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  process({ id, payload: owner }: JobOf<'publish-account'>): Promise<void> {
    return publish(this.database, id, async (uow) => ({
      subject: `account/${owner.accountId}/${owner.region}`,
      documents: [accountDocument(await accounts.get(uow, owner))],
    }));
  }
}
