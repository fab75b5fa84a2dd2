import type { ActiveMethod, ActiveStage } from './active-stage.js';
import { keepingExcerpts } from './record/keep-excerpts.js';
import { cachingSteps } from './response-cache/caching-steps.js';
import { askWebAcl } from './steps/ask-web-acl.js';
import type { MethodStep } from './step.js';
import type { WebAcls } from './web-acl.js';

/** The steps that a request to a method takes behind those that find it. */
export function stepsOf({ ownSteps }: ActiveStage, method: ActiveMethod): readonly MethodStep[] {
  return ownSteps?.get(method) ?? method.steps;
}

/**
 * The steps of those methods of a stage that it caches, whose bodies it logs or that a web ACL guards, in
 * place of the methods' own; null where there is none.
 */
export function ownStepsOf(
  {
    document: { webAclArn },
    release,
    observability,
    cachedMethods,
  }: Pick<ActiveStage, 'document' | 'release' | 'observability' | 'cachedMethods'>,
  webAcls: WebAcls,
): ActiveStage['ownSteps'] {
  const own = new Map<ActiveMethod, readonly MethodStep[]>();
  const asks = webAclArn === undefined ? null : askWebAcl(webAcls, webAclArn);
  if (observability.methods === null && cachedMethods === null && asks === null) return null;
  for (const method of release.snapshot.methods) {
    let { steps } = method;
    if (asks !== null) steps = [asks, ...steps];
    if (observability.methods?.get(method)?.dataTraceEnabled) steps = keepingExcerpts(steps);
    const cached = cachedMethods?.get(method);
    if (cached !== undefined) steps = cachingSteps(steps, cached);
    if (steps !== method.steps) own.set(method, steps);
  }
  return own.size > 0 ? own : null;
}
