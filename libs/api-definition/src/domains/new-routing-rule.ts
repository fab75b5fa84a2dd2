import { badRequest, conflict, fail, limitExceeded, notFound, ok, type Result } from '../domain-error.js';
import { readApiMappingKey } from './api-mapping-key.js';
import { NO_BASE_PATH } from './base-path-mapping.js';
import type { RoutingRule, RoutingRuleCondition } from './routing-rule.js';

/** What CreateRoutingRule and PutRoutingRule are given. */
export interface GivenRoutingRule {
  readonly priority: number;
  readonly conditions: readonly GivenCondition[];
  readonly actions: readonly {
    readonly invokeApi?: {
      readonly apiId?: string;
      readonly stage?: string;
      readonly stripBasePath?: boolean;
    };
  }[];
}

interface GivenCondition {
  readonly matchBasePaths?: { readonly anyOf?: readonly string[] };
  readonly matchHeaders?: {
    readonly anyOf?: readonly { readonly header?: string; readonly valueGlob?: string }[];
  };
}

/** Rules that a domain may have (developer guide: quotas). */
export const routingRulesMax = 50;

/**
 * A rule that may be kept, whatever else its domain has (guide page "Routing rules for custom domain names":
 * up to two headers and one base path, all of which must match; one action). The texts are ours.
 */
export function newRoutingRule(
  { priority, conditions, actions }: GivenRoutingRule,
  { domainId, id }: Pick<RoutingRule, 'domainId' | 'id'>,
): Result<RoutingRule> {
  const [action, ...more] = actions;
  if (action?.invokeApi === undefined || more.length > 0) {
    return fail(badRequest('A routing rule must have exactly one action, of type invokeApi'));
  }
  const { apiId = '', stage = '', stripBasePath = false } = action.invokeApi;
  const read: RoutingRuleCondition[] = [];
  for (const condition of conditions) {
    const one = readCondition(condition);
    if (!one.ok) return one;
    read.push(one.value);
  }
  const headers = read.filter((condition) => 'matchHeaders' in condition).length;
  if (headers > 2 || read.length - headers > 1) {
    return fail(
      badRequest(
        'A routing rule can have up to two matchHeaders conditions and one matchBasePaths condition',
      ),
    );
  }
  return ok({ domainId, id, priority, conditions: read, restApiId: apiId, stage, stripBasePath });
}

function readCondition({ matchBasePaths, matchHeaders }: GivenCondition): Result<RoutingRuleCondition> {
  if ((matchBasePaths === undefined) === (matchHeaders === undefined)) {
    return fail(badRequest('A condition must have either matchBasePaths or matchHeaders'));
  }
  return matchHeaders ? readHeaders(matchHeaders.anyOf ?? []) : readBasePaths(matchBasePaths?.anyOf ?? []);
}

function readBasePaths(given: readonly string[]): Result<RoutingRuleCondition> {
  const [basePath = '', ...more] = given;
  const read = readApiMappingKey(basePath);
  if (more.length > 0 || basePath === '' || basePath === NO_BASE_PATH || !read.ok) {
    return fail(badRequest('matchBasePaths must have exactly one base path, without slashes at its ends'));
  }
  return ok({ matchBasePaths: [read.value] });
}

// RFC 9110, section 5.6.2.
const token = /^[A-Za-z0-9!#$%&'*+\-.^_`|~]{1,40}$/;
// What a header may hold, with an asterisk at its ends alone.
const glob = /^\*?[\x20-\x29\x2b-\x7e]{0,126}\*?$/;

function readHeaders(
  given: readonly { readonly header?: string; readonly valueGlob?: string }[],
): Result<RoutingRuleCondition> {
  const [{ header = '', valueGlob = '' } = {}, ...more] = given;
  if (more.length > 0 || !token.test(header)) {
    return fail(badRequest('matchHeaders must have exactly one header, with a name of 1 to 40 characters'));
  }
  if (valueGlob === '' || !glob.test(valueGlob)) {
    return fail(
      badRequest('Invalid valueGlob specified. It has 1 to 128 characters, and wildcards at its ends only'),
    );
  }
  return ok({ matchHeaders: [{ header, valueGlob }] });
}

export const routingRuleNotFound = notFound('Invalid routing rule identifier specified');
export const priorityTaken = conflict(
  'A routing rule with this priority already exists for this domain name',
);
export const tooManyRoutingRules = limitExceeded(
  `The maximum number of routing rules per domain name is ${routingRulesMax}`,
);
