import type { Template } from '#libs/mapping-templates';
import type { ContentHandling, ParameterMapping, PassthroughBehavior } from '#libs/snapshot-format';
import type { Invocation } from '../../invocation/invocation.js';
import { reject, type Rejection } from '../../refusals/rejection.js';
import type { RejectionReason } from '../../refusals/rejection-reasons.js';
import { requestScope } from '../../invocation/request-scope.js';
import { applyRequestOverrides } from './apply-overrides.js';
import type { IsBinary } from './binary-media-types.js';
import { compileRequestTemplateChoice, type ChooseTemplate } from './choose-template.js';
import { compileRequestConversion, type RequestConversion } from './convert-request.js';
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

/** Makes the request of a mapped integration. */
export type RequestMapping = (invocation: Invocation) => MappedRequest;

/** How requests are mapped, by the rules of the API's protocol. */
export interface RequestForm {
  readonly chooseTemplate: ChooseTemplate;
  readonly convert: RequestConversion;
  /** Of a body that passes; null: not known. */
  readonly contentTypeOf: (invocation: Invocation) => string | null;
}

/** The members of a REST API's integration that make its request; all that are mapped have them. */
export interface RequestMappingSettings {
  readonly parameters: readonly ParameterMapping[];
  readonly requestTemplates: Readonly<Record<string, Template>>;
  readonly passthroughBehavior: PassthroughBehavior;
  readonly contentHandling?: ContentHandling;
}

/** Of a REST API: templates by content type, conversions by media types. */
export const compileRestRequestMapping = (
  { parameters, requestTemplates, passthroughBehavior, contentHandling }: RequestMappingSettings,
  isBinary: IsBinary,
): RequestMapping =>
  compileRequestMapping(parameters, {
    chooseTemplate: compileRequestTemplateChoice(requestTemplates, passthroughBehavior),
    convert: compileRequestConversion(contentHandling ?? null, isBinary),
    contentTypeOf: ({ request }) => request.contentType,
  });

/**
 * Compiles what HTTP, Lambda and AWS service integrations do alike: template, conversion, parameter mappings,
 * over these the overrides.
 */
export function compileRequestMapping(
  parameters: readonly ParameterMapping[],
  { chooseTemplate, convert, contentTypeOf }: RequestForm,
): RequestMapping {
  const mappings = compileMappings(parameters);
  return (invocation) => {
    if (mappings.alwaysFails) return refuse('mapping.header', mappings.alwaysFails);
    const template = chooseTemplate(invocation);
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
    const mediaType = isTemplated ? template.mediaType : (contentTypeOf(invocation) ?? 'application/json');
    return { ok: true, body, mediaType, isTemplated, parameters: overridden.parameters };
  };
}

function refuse(code: RejectionReason, reason: string): MappedRequest {
  return { ok: false, rejection: reject(code, reason) };
}
