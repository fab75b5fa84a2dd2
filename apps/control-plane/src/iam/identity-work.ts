import { Inject, Injectable } from '@nestjs/common';
import { ok, type Result } from '#libs/api-definition';
import type { IdentityError } from '#libs/identity';
import type { IdentityChanges, UnitOfWork } from '#libs/persistence';
import { UnitOfWorkRunner } from '../definition/unit-of-work-runner.js';
import { IDENTITY_CHANGES } from '../tokens.js';
import { orRefuse } from './or-refuse.js';
import { publishIdentity } from './publish-identity.js';

/** What may be remembered, or served by gateways, and has changed. */
export type ChangedSubject = { readonly accountId: string } & (
  | { readonly kind: 'access-key'; readonly id: string }
  /** A user or a role: what it is called, its tags, its policies, who may assume it. */
  | { readonly kind: 'principal'; readonly id: string }
  /** A managed policy: whoever has it may do something else now. */
  | { readonly kind: 'policy'; readonly arn: string }
);

/** To be called by an operation that changes such, in its unit of work. */
export type Changed = (subject: ChangedSubject) => void;

/** Runs the units of work of IAM. A refusal is thrown in IAM's words, and undoes what was written. */
@Injectable()
export class IdentityWork {
  constructor(
    private readonly runner: UnitOfWorkRunner,
    @Inject(IDENTITY_CHANGES) private readonly changes: IdentityChanges,
  ) {}

  read<T>(work: (uow: UnitOfWork) => Promise<Result<T, IdentityError>>): Promise<T> {
    return this.runner.readConsistently(async (uow) => ok(orRefuse(await work(uow))));
  }

  /**
   * Resolves when the change holds in every process of the control plane, and on the connected gateways as
   * far as they are waited for.
   */
  async write<T>(work: (uow: UnitOfWork, changed: Changed) => Promise<Result<T, IdentityError>>): Promise<T> {
    const change = this.changes.begin();
    try {
      const { value, subjects } = await this.runner.write(
        async (uow, publish) => {
          // Anew, for the work may run more than once.
          const subjects: ChangedSubject[] = [];
          const value = orRefuse(await work(uow, (subject) => subjects.push(subject)));
          if (subjects.length > 0) await change.announce(uow);
          await publishIdentity(uow, publish, subjects);
          return ok({ value, subjects });
        },
        (written) => written.value,
      );
      if (subjects.length > 0) await change.heardByAll();
      return value;
    } finally {
      change.abandon();
    }
  }
}
