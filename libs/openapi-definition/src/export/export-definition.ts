import { ok, type DocumentationPart, type FrozenDefinition, type Result } from '#libs/api-definition';
import type { ExportExtension } from './export-extensions.js';
import { exportModels, schemaPrefix } from './export-models.js';
import { exportPaths } from './export-paths.js';
import { exportDocumentation, exportEndpoint, exportRootExtensions } from './export-root.js';
import { exportSecuritySchemes, securityNames } from './export-security.js';
import { present } from './present.js';

/** What an export is made with beside the definition. */
export interface ExportOptions {
  readonly format: 'swagger' | 'oas30';
  readonly extensions: ReadonlySet<ExportExtension>;
  readonly name: string;
  readonly description: string | null;
  /** What `info.version` says when the definition has no version: the deployment's time. */
  readonly deployedAtMs: number;
  readonly region: string;
  readonly stageName: string;
  /** The documentation that the stage shows; null when it shows none. */
  readonly documentation: { readonly version: string; readonly parts: readonly DocumentationPart[] } | null;
}

/**
 * The OpenAPI document of a deployed definition (recorded: export). An error when a model cannot be
 * described. What a format cannot say is left out: Swagger 2.0 has one schema per body for all content types,
 * and neither has two responses of an integration for one pattern.
 */
export function exportDefinition(definition: FrozenDefinition, options: ExportOptions): Result<object> {
  const { format, extensions, documentation } = options;
  const { restApi } = definition;
  const prefix = schemaPrefix(format);
  const schemas = exportModels(definition.models, prefix);
  if (!schemas.ok) return schemas;
  const names = securityNames(definition);
  const schemes = exportSecuritySchemes(definition, names, extensions.has('authorizers'));
  const host = `${restApi.id}.execute-api.${options.region}.amazonaws.com`;
  const info = {
    title: options.name,
    ...present('description', options.description),
    version: exportedVersion(definition, options.deployedAtMs),
  };
  const paths = exportPaths(definition, options, names, prefix);
  const endpoint = exportEndpoint(definition, extensions);
  const atRoot = {
    ...exportRootExtensions(definition, extensions),
    ...(extensions.has('documentation') &&
      documentation && { 'x-amazon-apigateway-documentation': exportDocumentation(documentation) }),
  };
  if (format === 'swagger') {
    return ok({
      swagger: '2.0',
      info,
      host,
      basePath: `/${options.stageName}`,
      schemes: ['https'],
      paths,
      ...present('securityDefinitions', schemes),
      ...present('definitions', schemas.value),
      ...endpoint,
      ...atRoot,
    });
  }
  const server = {
    url: `https://${host}/{basePath}`,
    variables: { basePath: { default: options.stageName } },
    ...endpoint,
  };
  return ok({
    openapi: '3.0.1',
    info,
    servers: [server],
    paths,
    components: { ...present('schemas', schemas.value), ...present('securitySchemes', schemes) },
    ...atRoot,
  });
}

/** The version that an export shows and names its file after. */
export const exportedVersion = ({ restApi }: FrozenDefinition, deployedAtMs: number): string =>
  restApi.version ?? new Date(deployedAtMs).toISOString().replace(/\.\d+Z$/, 'Z');
