import type { DomainRoutingCondition, DomainRoutingRule } from '#libs/snapshot-format';
import { endOfBasePath, segmentsOf } from './base-path.js';

/** A rule that has matched, and what of the path its base path is; empty without one. */
export interface MatchedRule {
  readonly rule: DomainRoutingRule;
  readonly basePath: string;
  readonly end: number;
}

/** Where its base path ends and which that is, nothing to say of the path, or no match. */
type Match = { readonly basePath: string; readonly end: number } | 'holds' | null;
type Condition = (path: string, rawHeaders: readonly string[]) => Match;

/** Finds the first rule whose conditions all hold (guide page "Routing rules for custom domain names"). */
export function compileRoutingRules(
  rules: readonly DomainRoutingRule[],
): (path: string, rawHeaders: readonly string[]) => MatchedRule | null {
  const compiled = rules.map((rule) => ({ rule, conditions: rule.conditions.map(compileCondition) }));
  return (path, rawHeaders) => {
    for (const { rule, conditions } of compiled) {
      const matched = matchAll(conditions, path, rawHeaders);
      if (matched) return { rule, ...matched };
    }
    return null;
  };
}

function matchAll(
  conditions: readonly Condition[],
  path: string,
  rawHeaders: readonly string[],
): { readonly basePath: string; readonly end: number } | null {
  let matched = { basePath: '', end: 0 };
  for (const condition of conditions) {
    const match = condition(path, rawHeaders);
    if (match === null) return null;
    if (match !== 'holds' && match.end >= matched.end) matched = match;
  }
  return matched;
}

function compileCondition(condition: DomainRoutingCondition): Condition {
  if ('anyBasePath' in condition) {
    const basePaths = condition.anyBasePath.map((basePath) => ({ basePath, segments: segmentsOf(basePath) }));
    return (path) => {
      for (const { basePath, segments } of basePaths) {
        const end = endOfBasePath(path, segments);
        if (end >= 0) return { basePath, end };
      }
      return null;
    };
  }
  const headers = condition.anyHeader.map(({ header, valueGlob }) => ({
    name: header.toLowerCase(),
    matches: compileGlob(valueGlob),
  }));
  return (_, rawHeaders) => {
    for (let index = 0; index < rawHeaders.length; index += 2) {
      const name = rawHeaders[index]!.toLowerCase();
      if (headers.some((header) => header.name === name && header.matches(rawHeaders[index + 1]!))) {
        return 'holds';
      }
    }
    return null;
  };
}

/** `*a`, `a*` and `*a*`; what is between is text, upper and lower case different. */
function compileGlob(glob: string): (value: string) => boolean {
  const opensStart = glob.startsWith('*');
  const opensEnd = glob.endsWith('*') && (glob.length > 1 || !opensStart);
  const text = glob.slice(opensStart ? 1 : 0, opensEnd ? -1 : undefined);
  if (opensStart && opensEnd) return (value) => value.includes(text);
  if (opensStart) return (value) => value.endsWith(text);
  return opensEnd ? (value) => value.startsWith(text) : (value) => value === text;
}
