import { Controller, Inject } from '@nestjs/common';
import { ok, type DomainName } from '#libs/api-definition';
import { v1 } from '#libs/aws-wire';
import type { Sealer } from '#libs/persistence';
import { CONFIG, NOW, SEALER, type Runtime } from '../../../tokens.js';
import { UnitOfWorkRunner } from '../../../definition/unit-of-work-runner.js';
import { Limits } from '../../../definition/limits.js';
import { Caller } from '../../../http/caller.decorator.js';
import { Input } from '../../../wire/input.decorator.js';
import type { CallerIdentity } from '../../../http/management-request.js';
import { Operation } from '../../../wire/operation.decorator.js';
import { TruststoreReader } from '../truststores/truststore-reader.js';
import { addDomainName } from './add-domain-name.js';
import { domainNameKey } from './domain-name-key.js';
import { presentDomainName } from './domain-name.presenter.js';
import { domainStatus } from './domain-status.js';
import { deleteDomainName } from './delete-domain-name.js';
import { getDomainName } from './get-domain-name.js';
import { getDomainNames } from './get-domain-names.js';
import { asksForTruststore, patchedDomainName, updateDomainName } from './update-domain-name.js';

/** Binds the operations on custom domain names. */
@Controller()
export class DomainNamesController {
  constructor(
    private readonly work: UnitOfWorkRunner,
    private readonly limits: Limits,
    private readonly truststores: TruststoreReader,
    @Inject(SEALER) private readonly sealer: Sealer,
    @Inject(CONFIG) private readonly config: Runtime['config'],
    @Inject(NOW) private readonly now: Runtime['now'],
  ) {}

  @Operation(v1.CreateDomainName)
  async create(@Caller() { owner }: CallerIdentity, @Input() input: v1.CreateDomainNameRequest) {
    const { config, sealer, limits } = this;
    const truststore = await this.truststores.forNew(owner, ok(input));
    const created = await this.work.write((uow, publish) =>
      addDomainName(uow, publish, owner, input, {
        ...{ config, sealer, limits, truststore },
        nowMs: this.now(),
      }),
    );
    return this.rolledOut(created);
  }

  @Operation(v1.GetDomainName)
  get(@Caller() { owner }: CallerIdentity, @Input() input: v1.GetDomainNameRequest) {
    return this.work.read((uow) => getDomainName(uow, owner, input, this.config));
  }

  @Operation(v1.GetDomainNames)
  list(@Caller() { owner }: CallerIdentity, @Input() input: v1.GetDomainNamesRequest) {
    return this.work.read((uow) => getDomainNames(uow, owner, input, this.config));
  }

  @Operation(v1.UpdateDomainName)
  async update(@Caller() { owner }: CallerIdentity, @Input() input: v1.UpdateDomainNameRequest) {
    const truststore = asksForTruststore(input)
      ? await this.truststores.forChanged(owner, domainNameKey(input), (before) =>
          patchedDomainName(before, input, this.now()),
        )
      : 'as it is';
    const updated = await this.work.write((uow, publish) =>
      updateDomainName(uow, publish, owner, input, {
        ...{ config: this.config, truststore },
        nowMs: this.now(),
      }),
    );
    return this.rolledOut(updated, { emptyTags: true });
  }

  @Operation(v1.DeleteDomainName)
  delete(@Caller() { owner }: CallerIdentity, @Input() input: v1.DeleteDomainNameRequest) {
    return this.work.write((uow, publish) => deleteDomainName(uow, publish, owner, input));
  }

  /** The response of a write, now that its rollout has been waited for. */
  private rolledOut(domain: DomainName, options?: { readonly emptyTags: boolean }): Promise<v1.DomainName> {
    return this.work.read(async (uow) =>
      ok(presentDomainName(domain, this.config, await domainStatus(uow, domain), options)),
    );
  }
}
