import {
  domainNameNotFound,
  fail,
  newRoutingRule,
  ok,
  priorityTaken,
  routingRuleNotFound,
  routingRulesMax,
  tooManyRoutingRules,
  type Owner,
  type Result,
} from '#libs/api-definition';
import type { v2 } from '#libs/aws-wire';
import { domainNames, routingRules, type UnitOfWork } from '#libs/persistence';
import type { Publish } from '../../../definition/publish.js';
import { domainNameKey } from '../../account/domain-names/domain-name-key.js';
import { requireApiAndStage } from '../api-mappings/require-api-and-stage.js';
import { presentRoutingRule } from './routing-rule.presenter.js';

/** CreateRoutingRule and PutRoutingRule: `id` is new, or that of the rule which is replaced. */
export async function putRoutingRule(
  uow: UnitOfWork,
  publish: Publish,
  owner: Owner,
  input: v2.CreateRoutingRuleRequest,
  { id, isNew }: { readonly id: string; readonly isNew: boolean },
): Promise<Result<v2.CreateRoutingRuleResponse>> {
  const domain = await domainNames.lock(uow, owner, domainNameKey(input));
  if (!domain) return fail(domainNameNotFound);
  if (!isNew && !(await routingRules.find(uow, domain.id, id))) return fail(routingRuleNotFound);
  const rule = newRoutingRule(input, { domainId: domain.id, id });
  if (!rule.ok) return rule;
  const samePriority = await routingRules.findByPriority(uow, domain.id, input.priority);
  if (samePriority && samePriority.id !== id) return fail(priorityTaken);
  if (isNew && (await routingRules.all(uow, domain.id)).length >= routingRulesMax) {
    return fail(tooManyRoutingRules);
  }
  const mappable = await requireApiAndStage(uow, owner, domain, rule.value);
  if (!mappable.ok) return mappable;
  await routingRules.put(uow, rule.value);
  await publish(owner, 'publish-domain-name', { domainId: domain.id });
  return ok(presentRoutingRule(domain, rule.value));
}
