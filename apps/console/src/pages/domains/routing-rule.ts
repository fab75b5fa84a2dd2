import type { RoutingRule } from '../../wire/generated/apigatewayv2.js';

/** A rule as it is typed. All conditions must hold: two headers at most, and one base path. */
export interface RuleDraft {
  readonly priority: number;
  readonly headers: readonly { readonly header: string; readonly valueGlob: string }[];
  readonly basePath: string;
  readonly apiId: string;
  readonly stage: string;
  readonly stripBasePath: boolean;
}

export function ruleDraftOf({ priority = 0, conditions = [], actions = [] }: RoutingRule): RuleDraft {
  const { apiId = '', stage = '', stripBasePath = false } = actions[0]?.invokeApi ?? {};
  return {
    priority,
    headers: conditions.flatMap(({ matchHeaders }) => matchHeaders?.anyOf ?? []),
    basePath: conditions.flatMap(({ matchBasePaths }) => matchBasePaths?.anyOf ?? [])[0] ?? '',
    apiId,
    stage,
    stripBasePath,
  };
}

/** The members of CreateRoutingRule and PutRoutingRule that say what a rule does. */
export const ruleInput = (draft: RuleDraft) => ({
  priority: draft.priority,
  conditions: [
    ...draft.headers.map((header) => ({ matchHeaders: { anyOf: [header] } })),
    ...(draft.basePath ? [{ matchBasePaths: { anyOf: [draft.basePath] } }] : []),
  ],
  actions: [{ invokeApi: { apiId: draft.apiId, stage: draft.stage, stripBasePath: draft.stripBasePath } }],
});

/** `x-version: beta*, path /shop`; without conditions a rule takes every request. */
export function conditionsText({ headers, basePath }: RuleDraft): string {
  const conditions = [
    ...headers.map(({ header, valueGlob }) => `${header}: ${valueGlob}`),
    ...(basePath ? [`path /${basePath}`] : []),
  ];
  return conditions.length === 0 ? 'every request' : conditions.join(', ');
}

export const targetText = ({ apiId, stage, stripBasePath }: RuleDraft): string =>
  `${apiId} ${stage}${stripBasePath ? ', without the base path' : ''}`;

/** Before any is there; between them is room for others. */
export const firstPriority = 100;
/** CreateRoutingRule's bounds. */
export const priorityMax = 1_000_000;

/** Behind all that are there. */
export const nextPriority = (rules: readonly RoutingRule[]): number =>
  rules.length === 0
    ? firstPriority
    : Math.min(priorityMax, Math.max(...rules.map(({ priority = 0 }) => priority)) + 10);
