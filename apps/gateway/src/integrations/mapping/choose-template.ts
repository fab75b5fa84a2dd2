import { mediaTypeOf } from '../../http/media-type.js';
import type { Invocation } from '../../invocation/invocation.js';
import {
  compileTemplate,
  type RenderResult,
  type Template,
  type TemplateScope,
} from '#libs/mapping-templates';
import type { PassthroughBehavior } from '#libs/snapshot-format';

/**
 * A compiled template. `constant`: what it prints for every request, null when that depends on the request.
 */
export interface ActiveTemplate {
  readonly mediaType: string;
  readonly constant: string | null;
  readonly render: (scope: TemplateScope) => RenderResult;
}

export function activateTemplate(mediaType: string, template: Template): ActiveTemplate {
  const texts = template.nodes.map((node) => (node.kind === 'text' ? node.text : null));
  return {
    mediaType,
    constant: texts.includes(null) ? null : texts.join(''),
    render: compileTemplate(template),
  };
}

/**
 * The template for a request, `passthrough` when its body goes on unchanged, `unsupported` when the request
 * is refused with 415.
 */
export type RequestTemplateChoice = ActiveTemplate | 'passthrough' | 'unsupported';

/** How the integrations of an API find the template of a request, by the rules of its protocol. */
export type ChooseTemplate = (invocation: Invocation) => RequestTemplateChoice;

/**
 * Chooses by the request's content type, `application/json` when it has none (guide page "Integration
 * passthrough behaviors"): a template that matches is used; else WHEN_NO_MATCH passes, WHEN_NO_TEMPLATES
 * passes only if there is none at all, NEVER refuses.
 */
export function compileRequestTemplateChoice(
  templates: Readonly<Record<string, Template>>,
  passthroughBehavior: PassthroughBehavior,
): ChooseTemplate {
  const byMediaType = new Map(
    Object.entries(templates).map(([mediaType, template]) => [
      mediaType.toLowerCase(),
      activateTemplate(mediaType, template),
    ]),
  );
  const otherwise = withoutMatch(passthroughBehavior, byMediaType.size > 0);
  const json = byMediaType.get('application/json') ?? otherwise;
  return ({ request: { contentType } }) =>
    contentType === null ? json : (byMediaType.get(mediaTypeOf(contentType)) ?? otherwise);
}

/** What becomes of a request that no template is for. */
export function withoutMatch(
  passthroughBehavior: PassthroughBehavior,
  hasTemplates: boolean,
): 'passthrough' | 'unsupported' {
  const passes =
    passthroughBehavior === 'WHEN_NO_MATCH' || (passthroughBehavior === 'WHEN_NO_TEMPLATES' && !hasTemplates);
  return passes ? 'passthrough' : 'unsupported';
}
