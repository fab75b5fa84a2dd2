import { endpointAccessModes, type ApiKeySource, type EndpointAccessMode } from '#libs/api-definition';
import { elementsOf, isMap, isTrue, member, printed, textOf } from '../document/read-value.js';
import type { OpenApiDocument } from '../document/openapi-document.js';
import type { ImportNotes } from './import-notes.js';

/** What a document says of the RestApi itself; undefined where it says nothing. */
export interface ImportedSettings {
  /** Of the title. */
  readonly name: string | undefined;
  readonly version: string | undefined;
  readonly description: string | undefined;
  readonly apiKeySource: ApiKeySource | undefined;
  readonly binaryMediaTypes: readonly string[] | undefined;
  readonly minimumCompressionSize: number | undefined;
  readonly policy: string | undefined;
  readonly securityPolicy: string | undefined;
  readonly endpointAccessMode: EndpointAccessMode | undefined;
  readonly disableExecuteApiEndpoint: boolean | undefined;
  readonly vpcEndpointIds: readonly string[] | undefined;
}

/** Reads `info` and the extensions of the root (recorded: import; developer guide: extensions). */
export function importSettings({ version, root }: OpenApiDocument, notes: ImportNotes): ImportedSettings {
  const info = member(root, 'info');
  const endpoint = endpointOf(version, root);
  return {
    name: textOf(member(info, 'title')) || undefined,
    version: textOf(member(info, 'version')),
    description: textOf(member(info, 'description')) || undefined,
    apiKeySource: apiKeySourceOf(extension(root, 'api-key-source'), notes),
    binaryMediaTypes: textsOf(extension(root, 'binary-media-types')),
    minimumCompressionSize: compressionSizeOf(extension(root, 'minimum-compression-size'), notes),
    policy: policyOf(extension(root, 'policy')),
    securityPolicy: securityPolicyOf(extension(root, 'security-policy'), notes),
    endpointAccessMode: accessModeOf(extension(root, 'endpoint-access-mode'), notes),
    disableExecuteApiEndpoint:
      member(endpoint, 'disableExecuteApiEndpoint') === undefined
        ? undefined
        : isTrue(member(endpoint, 'disableExecuteApiEndpoint')),
    vpcEndpointIds: textsOf(member(endpoint, 'vpcEndpointIds')),
  };
}

/** The value of `x-amazon-apigateway-<name>` at a place of the document. */
export const extension = (place: unknown, name: string): unknown =>
  member(place, `x-amazon-apigateway-${name}`);

/** OpenAPI 3 has it in a server object; at the root it is taken too. */
export function endpointOf(version: OpenApiDocument['version'], root: unknown): unknown {
  const places = version === 'oas30' ? [...elementsOf(member(root, 'servers')), root] : [root];
  return places.map((place) => extension(place, 'endpoint-configuration')).find(isMap);
}

function textsOf(value: unknown): readonly string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value.flatMap((element) => textOf(element) ?? []);
}

function apiKeySourceOf(value: unknown, notes: ImportNotes): ApiKeySource | undefined {
  if (value === undefined) return undefined;
  const text = textOf(value)?.toUpperCase();
  if (text === 'HEADER' || text === 'AUTHORIZER') return text;
  notes.errors.push(`Invalid API key source specified: ${printed(value)}`);
  return undefined;
}

/** By the form of AWS's names; which of them there are changes with the service. */
function securityPolicyOf(value: unknown, notes: ImportNotes): string | undefined {
  if (value === undefined) return undefined;
  const text = textOf(value);
  if (text !== undefined && /^(TLS_1_[02]|SecurityPolicy_[A-Z0-9_]+)$/.test(text)) return text;
  notes.errors.push(`Invalid security policy specified: ${printed(value)}`);
  return undefined;
}

function accessModeOf(value: unknown, notes: ImportNotes): EndpointAccessMode | undefined {
  if (value === undefined) return undefined;
  const mode = endpointAccessModes.find((known) => known === textOf(value)?.toUpperCase());
  if (!mode) notes.errors.push(`Invalid endpoint access mode specified: ${printed(value)}`);
  return mode;
}

function compressionSizeOf(value: unknown, notes: ImportNotes): number | undefined {
  if (value === undefined || value === null) return undefined;
  const size = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof size === 'number') return size;
  notes.errors.push(`Invalid minimum compression size specified: ${printed(value)}`);
  return undefined;
}

/** A policy may stand there as a map or as the text of one. */
function policyOf(value: unknown): string | undefined {
  if (isMap(value)) return JSON.stringify(value);
  return textOf(value);
}
