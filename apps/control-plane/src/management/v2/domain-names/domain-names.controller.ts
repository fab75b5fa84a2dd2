import { Controller, Inject } from '@nestjs/common';
import {
  domainNameFromV2,
  domainNameNotFound,
  fail,
  isPrivateDomain,
  ok,
  updateDomainNameByV2,
  type DomainName,
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
import { domainStatus, domainStatuses } from '../../account/domain-names/domain-status.js';
import { deleteDomainName } from '../../account/domain-names/delete-domain-name.js';
import { saveDomainName } from '../../account/domain-names/update-domain-name.js';
import { withOpenEndpoints } from '../../account/domain-names/with-open-endpoints.js';
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
    const created = await this.work.write(async (uow, publish) => {
      if (!given.ok) return given;
      const context = { config, sealer, limits, truststore, nowMs: this.now() };
      return addDomainName(uow, publish, owner, given.value, context);
    });
    return this.rolledOut(created);
  }

  @Operation(v2.GetDomainName)
  get(@Caller() { owner }: CallerIdentity, @Input() { domainName }: v2.GetDomainNameRequest) {
    return this.work.read(async (uow) => {
      const domain = await domainNames.find(uow, owner, { domainName, domainNameId: null });
      if (!domain) return fail(domainNameNotFound);
      const status = await domainStatus(uow, domain);
      return ok(presentDomainName(await withOpenEndpoints(uow, domain), this.config, status));
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
      const statuses = await domainStatuses(uow, shown);
      const present = (domain: DomainName) =>
        presentDomainName(domain, this.config, statuses.get(domain.id)!);
      return ok({ items: shown.map(present), nextToken });
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
    const updated = await this.work.write((uow, publish) =>
      this.updateWithin(uow, publish, owner, input, truststore),
    );
    return this.rolledOut(updated);
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
  ): Promise<Result<DomainName>> {
    const before = await domainNames.lock(uow, owner, { domainName, domainNameId: null });
    if (!before) return fail(domainNameNotFound);
    const context = { config: this.config, truststore, nowMs: this.now() };
    const changed = updateDomainNameByV2(before, input, context.nowMs);
    return changed.ok ? saveDomainName(uow, publish, before, changed.value, context) : changed;
  }

  /** The response of a write, now that its rollout has been waited for. */
  private rolledOut(domain: DomainName): Promise<ReturnType<typeof presentDomainName>> {
    return this.work.read(async (uow) =>
      ok(presentDomainName(domain, this.config, await domainStatus(uow, domain))),
    );
  }
}
