import { mediaTypeOf } from '../../http/media-type.js';
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

/**
 * Chooses by the request's content type, `application/json` when it has none (guide page "Integration
 * passthrough behaviors"): a template that matches is used; else WHEN_NO_MATCH passes, WHEN_NO_TEMPLATES
 * passes only if there is none at all, NEVER refuses.
 */
export function compileRequestTemplateChoice(
  templates: Readonly<Record<string, Template>>,
  passthroughBehavior: PassthroughBehavior,
): (contentType: string | null) => RequestTemplateChoice {
  const byMediaType = new Map(
    Object.entries(templates).map(([mediaType, template]) => [
      mediaType.toLowerCase(),
      activateTemplate(mediaType, template),
    ]),
  );
  const passes =
    passthroughBehavior === 'WHEN_NO_MATCH' ||
    (passthroughBehavior === 'WHEN_NO_TEMPLATES' && byMediaType.size === 0);
  const otherwise = passes ? 'passthrough' : 'unsupported';
  const json = byMediaType.get('application/json') ?? otherwise;
  return (contentType) =>
    contentType === null ? json : (byMediaType.get(mediaTypeOf(contentType)) ?? otherwise);
}
