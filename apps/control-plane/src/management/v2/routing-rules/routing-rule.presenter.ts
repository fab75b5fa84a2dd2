import { isPrivateDomain, type DomainName, type RoutingRule } from '#libs/api-definition';
import type { v2 } from '#libs/aws-wire';

/** A routing rule as AWS shows it. */
export function presentRoutingRule(domain: DomainName, rule: RoutingRule): v2.RoutingRule {
  const { accountId, region } = domain.owner;
  const name = isPrivateDomain(domain) ? `${domain.domainName}+${domain.id}` : domain.domainName;
  return {
    actions: [
      {
        invokeApi: { apiId: rule.restApiId, stage: rule.stage, stripBasePath: rule.stripBasePath },
      },
    ],
    conditions: rule.conditions.map((condition) =>
      'matchBasePaths' in condition
        ? { matchBasePaths: { anyOf: [...condition.matchBasePaths] } }
        : { matchHeaders: { anyOf: condition.matchHeaders.map((header) => ({ ...header })) } },
    ),
    priority: rule.priority,
    routingRuleArn: `arn:aws:apigateway:${region}:${accountId}:/domainnames/${name}/routingrules/${rule.id}`,
    routingRuleId: rule.id,
  };
}
