import { Controller, Inject } from '@nestjs/common';
import {
  domainNameFromV2,
  domainNameNotFound,
  fail,
  isPrivateDomain,
  ok,
  updateDomainNameByV2,
  type Owner,
  type Result,
} from '#libs/api-definition';
import { v2 } from '#libs/aws-wire';
import { domainNames, type Sealer, type UnitOfWork } from '#libs/persistence';
import type { ReadTruststore } from '#libs/truststores';
import { CONFIG, NOW, SEALER, type Runtime } from '../../../tokens.js';
import { Limits } from '../../../definition/limits.js';
import type { Publish } from '../../../definition/publish.js';
import { UnitOfWorkRunner } from '../../../definition/unit-of-work-runner.js';
import { Caller } from '../../../http/caller.decorator.js';
import type { CallerIdentity } from '../../../http/management-request.js';
import { addDomainName } from '../../account/domain-names/add-domain-name.js';
import { deleteDomainName } from '../../account/domain-names/delete-domain-name.js';
import { saveDomainName } from '../../account/domain-names/update-domain-name.js';
import { TruststoreReader } from '../../account/truststores/truststore-reader.js';
import { Input } from '../../../wire/input.decorator.js';
import { Operation } from '../../../wire/operation.decorator.js';
import { pageOf } from '../page-of.js';
import { presentDomainName } from './domain-name.presenter.js';

/**
 * Custom domain names by version 2 of the API: the same domains that version 1 has, but for private ones,
 * which it does not know.
 */
@Controller()
export class DomainNamesV2Controller {
  constructor(
    private readonly work: UnitOfWorkRunner,
    private readonly limits: Limits,
    private readonly truststores: TruststoreReader,
    @Inject(SEALER) private readonly sealer: Sealer,
    @Inject(CONFIG) private readonly config: Runtime['config'],
    @Inject(NOW) private readonly now: Runtime['now'],
  ) {}

  @Operation(v2.CreateDomainName)
  async create(@Caller() { owner }: CallerIdentity, @Input() input: v2.CreateDomainNameRequest) {
    const { config, sealer, limits } = this;
    const given = domainNameFromV2(input);
    const truststore = await this.truststores.forNew(owner, given);
    return this.work.write(async (uow, publish) => {
      if (!given.ok) return given;
      const context = { config, sealer, limits, truststore, nowMs: this.now() };
      const added = await addDomainName(uow, publish, owner, given.value, context);
      return added.ok ? ok(presentDomainName(added.value, config)) : added;
    });
  }

  @Operation(v2.GetDomainName)
  get(@Caller() { owner }: CallerIdentity, @Input() { domainName }: v2.GetDomainNameRequest) {
    return this.work.read(async (uow) => {
      const domain = await domainNames.find(uow, owner, { domainName, domainNameId: null });
      return domain ? ok(presentDomainName(domain, this.config)) : fail(domainNameNotFound);
    });
  }

  @Operation(v2.GetDomainNames)
  list(@Caller() { owner }: CallerIdentity, @Input() input: v2.GetDomainNamesRequest) {
    return this.work.read(async (uow): Promise<Result<v2.GetDomainNamesResponse>> => {
      const { items, nextToken } = await pageOf(
        input,
        (page) => domainNames.list(uow, owner, page),
        domainNames.listPosition,
      );
      const shown = items.filter((domain) => !isPrivateDomain(domain));
      return ok({ items: shown.map((domain) => presentDomainName(domain, this.config)), nextToken });
    });
  }

  @Operation(v2.UpdateDomainName)
  async update(@Caller() { owner }: CallerIdentity, @Input() input: v2.UpdateDomainNameRequest) {
    const { domainName, ...change } = input;
    const truststore =
      input.mutualTlsAuthentication === undefined
        ? 'as it is'
        : await this.truststores.forChanged(owner, { domainName, domainNameId: null }, (before) =>
            updateDomainNameByV2(before, change, this.now()),
          );
    return this.work.write((uow, publish) => this.updateWithin(uow, publish, owner, input, truststore));
  }

  @Operation(v2.DeleteDomainName)
  delete(@Caller() { owner }: CallerIdentity, @Input() input: v2.DeleteDomainNameRequest) {
    return this.work.write((uow, publish) => deleteDomainName(uow, publish, owner, input));
  }

  private async updateWithin(
    uow: UnitOfWork,
    publish: Publish,
    owner: Owner,
    { domainName, ...input }: v2.UpdateDomainNameRequest,
    truststore: ReadTruststore | 'as it is' | null,
  ): Promise<Result<v2.UpdateDomainNameResponse>> {
    const before = await domainNames.lock(uow, owner, { domainName, domainNameId: null });
    if (!before) return fail(domainNameNotFound);
    const context = { config: this.config, truststore, nowMs: this.now() };
    const changed = updateDomainNameByV2(before, input, context.nowMs);
    if (!changed.ok) return changed;
    const updated = await saveDomainName(uow, publish, before, changed.value, context);
    if (!updated.ok) return updated;
    return ok(presentDomainName(updated.value, this.config));
  }
}
