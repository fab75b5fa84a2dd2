import { Inject, Injectable } from '@nestjs/common';
import type { Result } from '#libs/api-definition';
import type { Database, UnitOfWork } from '#libs/persistence';
import { DATABASE } from '../runtime.js';
import { orThrow } from '../http/domain-exception.js';

/** Management reads; a failed Result is thrown as a DomainException. */
@Injectable()
export class DefinitionReads {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  async run<T>(work: (uow: UnitOfWork) => Promise<Result<T>>): Promise<T> {
    return orThrow(await this.database.read(work));
  }

  /** Several statements that must agree with one another. */
  async runConsistently<T>(work: (uow: UnitOfWork) => Promise<Result<T>>): Promise<T> {
    return orThrow(await this.database.readConsistently(work));
  }
}
