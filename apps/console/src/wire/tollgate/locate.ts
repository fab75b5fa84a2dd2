import { tollgateCall } from './service.js';

/** A request that somebody might make. */
export interface RequestToLocate {
  /** As in the Host header. */
  readonly host: string;
  /** Escaped as callers send it, without a query. */
  readonly path: string;
  /** `name: value`, for routing rules. */
  readonly header?: readonly string[];
}

/** Where that request would go. */
export interface Located {
  readonly by: 'custom-domain' | 'default-host' | 'path-form' | 'nothing';
  readonly domainName: string | null;
  /** The rule that leads there; null: a mapping does. */
  readonly routingRuleId: string | null;
  readonly basePath: string | null;
  readonly apiId: string | null;
  readonly stageName: string | null;
  /** What the API matches its resources with. */
  readonly path: string | null;
  readonly isServed: boolean;
  readonly why: string;
}

export const Locate = /* @__PURE__ */ tollgateCall<Located, RequestToLocate>()('Locate', 'GET', '/locate', {
  query: ['host', 'path', 'header'],
});
