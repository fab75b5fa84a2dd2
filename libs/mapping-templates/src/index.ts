/**
 * Mapping templates, parameter mappings, integration URIs and gateway response templates: parsed once, run as
 * closures.
 */
export { parseTemplate } from './parse-template.js';
export { unreadableTemplate } from './template.js';
export type { ParseError, ParseTemplateResult, Template, TemplateBody, TemplateNode } from './template.js';
export { compileTemplate, type RenderResult } from './compile-template.js';
export type { RenderLimits } from './evaluate/budget.js';
export type { RenderError } from './evaluate/render-failure.js';
export type { OverrideValues, TemplateOverrides } from './objects/template-overrides.js';
export type { ContextRecord, ContextValue, TemplateScope, Values } from './template-scope.js';
export { parseJsonPath, readJson } from './json-path.js';
export { parseMappingSource } from './parse-mapping-source.js';
export { parseMappingDestination } from './parse-mapping-destination.js';
export type { ParseMappingResult } from './mapping-result.js';
export type { JsonPath, MappingDestination, MappingSource } from './mapping-expression.js';
export { parseValueTemplate } from './http/parse-value-template.js';
export type { ValuePart, ValueTemplate } from './http/value-template.js';
export {
  compileMappingSource,
  type MappedValue,
  type MappingScope,
  type MultiValues,
} from './compile-mapping-source.js';
export {
  parseUriTemplate,
  type ParseUriResult,
  type UriPart,
  type UriTemplate,
} from './parse-uri-template.js';
export {
  compileUriTemplate,
  type RenderUriError,
  type RenderUriResult,
  type UriValues,
} from './compile-uri-template.js';
export { renderGatewayResponseTemplate, type GatewayResponseScope } from './gateway-response-template.js';
export { compileBoundedPattern, type BoundedPattern } from './compile-bounded-pattern.js';
