import type { Template } from '#libs/mapping-templates';
import type { ContentHandling, ParameterMapping, PassthroughBehavior } from '#libs/snapshot-format';
import type { Invocation } from '../../invocation/invocation.js';
import { reject, type Rejection } from '../../refusals/rejection.js';
import type { RejectionReason } from '../../refusals/rejection-reasons.js';
import { requestScope } from '../../invocation/request-scope.js';
import { applyRequestOverrides } from './apply-overrides.js';
import type { IsBinary } from './binary-media-types.js';
import { compileRequestTemplateChoice } from './choose-template.js';
import { compileRequestConversion } from './convert-request.js';
import { compileMappings, mappedTooLong, type MappedParameters } from './parameter-mappings.js';

/** What templates and mappings made of a request, or why it is refused. */
export type MappedRequest =
  | {
      readonly ok: true;
      readonly body: Buffer | string;
      /** Of the template, or of the caller's body that passes. */
      readonly mediaType: string;
      /** The template wrote the body. */
      readonly isTemplated: boolean;
      readonly parameters: MappedParameters;
    }
  | { readonly ok: false; readonly rejection: Rejection };

/** The members of an integration that make its request; all mapped integrations have them. */
export interface RequestMappingSettings {
  readonly parameters: readonly ParameterMapping[];
  readonly requestTemplates: Readonly<Record<string, Template>>;
  readonly passthroughBehavior: PassthroughBehavior;
  readonly contentHandling?: ContentHandling;
}

/**
 * Compiles what HTTP, Lambda and AWS service integrations do alike: template by content type, conversion,
 * parameter mappings, over these the overrides.
 */
export function compileRequestMapping(
  integration: RequestMappingSettings,
  isBinary: IsBinary,
): (invocation: Invocation) => MappedRequest {
  const mappings = compileMappings(integration.parameters);
  const chooseTemplate = compileRequestTemplateChoice(
    integration.requestTemplates,
    integration.passthroughBehavior,
  );
  const convert = compileRequestConversion(integration.contentHandling ?? null, isBinary);
  return (invocation) => {
    if (mappings.alwaysFails) return refuse('mapping.header', mappings.alwaysFails);
    const { contentType } = invocation.request;
    const template = chooseTemplate(contentType);
    if (template === 'unsupported') {
      return refuse('request.media_type', 'no template for the content type');
    }
    const isTemplated = template !== 'passthrough';
    const rejection = convert(invocation, isTemplated);
    if (rejection) return { ok: false, rejection };
    const scope = requestScope(invocation);
    let body: Buffer | string = invocation.body ?? '';
    if (isTemplated) {
      const rendered = template.render(scope);
      if (!rendered.ok) return refuse('mapping.template', rendered.error.message);
      // A template that prints nothing sends an empty object (recorded: VTL).
      body = rendered.text === '' ? '{}' : rendered.text;
      invocation.overrides = rendered.overrides;
    }
    const mapped = mappings.constant ?? mappings.read(scope);
    if (mapped.tooLong) return refuse('mapping.header', mappedTooLong);
    // Only once the whole template has run, and over what the mappings say.
    const overridden = applyRequestOverrides(mapped, invocation.overrides);
    if (!overridden.ok) return refuse('mapping.header', overridden.reason);
    const mediaType = isTemplated ? template.mediaType : (contentType ?? 'application/json');
    return { ok: true, body, mediaType, isTemplated, parameters: overridden.parameters };
  };
}

function refuse(code: RejectionReason, reason: string): MappedRequest {
  return { ok: false, rejection: reject(code, reason) };
}
