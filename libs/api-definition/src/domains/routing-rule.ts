/**
 * Where requests to a custom domain go that meet all conditions (API reference of version 2: RoutingRule).
 */
export interface RoutingRule {
  readonly domainId: string;
  /** Unique in its domain. */
  readonly id: string;
  /** 1 to 1,000,000, unique in its domain; the lowest is asked first. */
  readonly priority: number;
  readonly conditions: readonly RoutingRuleCondition[];
  readonly restApiId: string;
  readonly stage: string;
  /** Whether the API sees the path without the base path that has matched. */
  readonly stripBasePath: boolean;
}

/** Any of the base paths, or any of the headers. */
export type RoutingRuleCondition =
  | { readonly matchBasePaths: readonly string[] }
  | { readonly matchHeaders: readonly { readonly header: string; readonly valueGlob: string }[] };
