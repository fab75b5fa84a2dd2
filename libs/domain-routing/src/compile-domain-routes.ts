import type { DomainDocument } from '#libs/snapshot-format';
import { compileMappings } from './mapping-tree.js';
import { compileRoutingRules } from './routing-rules.js';
import { splitStage } from './split-stage.js';

/** Where a request goes. */
export interface RoutedRequest {
  readonly restApiId: string;
  /** Empty when the path should name it and has no part left. */
  readonly stageName: string;
  /** Raw, below the stage; empty, or beginning with a slash. */
  readonly path: string;
  /** What has matched, without slashes at its ends; empty when nothing of the path did. */
  readonly basePath: string;
  /** Null when a mapping leads there. */
  readonly routingRuleId: string | null;
}

/** A raw path without its query, and header fields as names and values by turns; null: leads nowhere. */
export type DomainRoutes = (path: string, rawHeaders: readonly string[]) => RoutedRequest | null;

/**
 * What the paths of a domain lead to (guide pages "Use API mappings", "Routing rules for custom domain
 * names"): by its routing mode rules first, then mappings.
 */
export function compileDomainRoutes({
  routingMode,
  mappings,
  routingRules,
}: Pick<DomainDocument, 'routingMode' | 'mappings' | 'routingRules'>): DomainRoutes {
  const findRule = compileRoutingRules(routingMode === 'API_MAPPING_ONLY' ? [] : routingRules);
  const findMapping = compileMappings(routingMode === 'ROUTING_RULE_ONLY' ? [] : mappings);
  return (path, rawHeaders) => {
    const ruled = findRule(path, rawHeaders);
    if (ruled) {
      const { restApiId, stageName, stripsBasePath, routingRuleId } = ruled.rule;
      const from = stripsBasePath ? ruled.end : 0;
      return { restApiId, stageName, path: path.slice(from), basePath: ruled.basePath, routingRuleId };
    }
    const mapped = findMapping(path);
    if (!mapped) return null;
    const { restApiId, stageName, basePath } = mapped.mapping;
    const found = { restApiId, basePath, routingRuleId: null };
    if (stageName !== null) return { ...found, stageName, path: path.slice(mapped.end) };
    return { ...found, ...splitStage(path, mapped.end) };
  };
}
