import { randomBytes } from 'node:crypto';
import { Controller } from '@nestjs/common';
import {
  domainNameNotFound,
  fail,
  idLengths,
  newId,
  ok,
  routingRuleNotFound,
  type Result,
  type RoutingRule,
} from '#libs/api-definition';
import { v2 } from '#libs/aws-wire';
import { domainNames, routingRules, type ListPage } from '#libs/persistence';
import { UnitOfWorkRunner } from '../../../definition/unit-of-work-runner.js';
import { Caller } from '../../../http/caller.decorator.js';
import type { CallerIdentity } from '../../../http/management-request.js';
import { domainNameKey } from '../../account/domain-names/domain-name-key.js';
import { Input } from '../../../wire/input.decorator.js';
import { Operation } from '../../../wire/operation.decorator.js';
import { pageOf } from '../page-of.js';
import { putRoutingRule } from './put-routing-rule.js';
import { presentRoutingRule } from './routing-rule.presenter.js';

/** Routing rules of custom domain names, private ones by their id too. */
@Controller()
export class RoutingRulesController {
  constructor(private readonly work: UnitOfWorkRunner) {}

  @Operation(v2.CreateRoutingRule)
  create(@Caller() { owner }: CallerIdentity, @Input() input: v2.CreateRoutingRuleRequest) {
    const id = newId(idLengths.other, randomBytes);
    return this.work.write((uow, publish) => putRoutingRule(uow, publish, owner, input, { id, isNew: true }));
  }

  @Operation(v2.PutRoutingRule)
  put(@Caller() { owner }: CallerIdentity, @Input() input: v2.PutRoutingRuleRequest) {
    const named = { id: input.routingRuleId, isNew: false };
    return this.work.write((uow, publish) => putRoutingRule(uow, publish, owner, input, named));
  }

  @Operation(v2.GetRoutingRule)
  get(@Caller() { owner }: CallerIdentity, @Input() input: v2.GetRoutingRuleRequest) {
    return this.work.read(async (uow): Promise<Result<v2.GetRoutingRuleResponse>> => {
      const domain = await domainNames.find(uow, owner, domainNameKey(input));
      if (!domain) return fail(domainNameNotFound);
      const rule = await routingRules.find(uow, domain.id, input.routingRuleId);
      return rule ? ok(presentRoutingRule(domain, rule)) : fail(routingRuleNotFound);
    });
  }

  @Operation(v2.ListRoutingRules)
  list(@Caller() { owner }: CallerIdentity, @Input() input: v2.ListRoutingRulesRequest) {
    return this.work.read(async (uow): Promise<Result<v2.ListRoutingRulesResponse>> => {
      const domain = await domainNames.find(uow, owner, domainNameKey(input));
      if (!domain) return fail(domainNameNotFound);
      const all = await routingRules.all(uow, domain.id);
      const { items, nextToken } = await pageOf(
        input,
        (page) => Promise.resolve(byPriority(all, page)),
        ({ priority }: RoutingRule) => String(priority),
      );
      return ok({ routingRules: items.map((rule) => presentRoutingRule(domain, rule)), nextToken });
    });
  }

  @Operation(v2.DeleteRoutingRule)
  delete(@Caller() { owner }: CallerIdentity, @Input() input: v2.DeleteRoutingRuleRequest) {
    return this.work.write(async (uow, publish): Promise<Result<void>> => {
      const domain = await domainNames.lock(uow, owner, domainNameKey(input));
      if (!domain) return fail(domainNameNotFound);
      if (!(await routingRules.remove(uow, domain.id, input.routingRuleId))) return fail(routingRuleNotFound);
      await publish(owner, 'publish-domain-name', { domainId: domain.id });
      return ok(undefined);
    });
  }
}

/** A domain has 50 at most. */
const byPriority = (rules: readonly RoutingRule[], { after, count }: ListPage): readonly RoutingRule[] =>
  rules.filter(({ priority }) => after === null || priority > Number(after)).slice(0, count);
