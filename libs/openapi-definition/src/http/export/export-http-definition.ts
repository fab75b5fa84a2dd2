import type { HttpApi, HttpApiParts } from '#libs/api-definition';
import { present } from '../../export/present.js';
import { exportHttpPaths } from './export-http-paths.js';
import { exportHttpSchemes, httpSecurityNames } from './export-http-security.js';
import { sharedIntegrations } from './shared-integrations.js';

/** What an export is made with beside the definition. */
export interface HttpExportOptions {
  /** Of the API that is exported: as it is, or as it was when the stage's deployment was made. */
  readonly api: Pick<HttpApi, 'apiId' | 'corsConfiguration' | 'disableExecuteApiEndpoint' | 'owner'> &
    Pick<HttpApi, 'name' | 'description' | 'version' | 'tags' | 'createdAtMs'>;
  /** Null: what is exported is no stage. */
  readonly stageName: string | null;
  /** Without them a document says what is called how, and nothing of what stands behind it. */
  readonly includesExtensions: boolean;
}

/**
 * The document of OpenAPI 3.0 of an HTTP API (developer guide: exporting an HTTP API; its texts are those of
 * published exports). Importing it gives the same definition.
 */
export function exportHttpDefinition(
  parts: HttpApiParts,
  { api, stageName, includesExtensions }: HttpExportOptions,
): object {
  const host = `${api.apiId}.execute-api.${api.owner.region}.amazonaws.com`;
  const names = httpSecurityNames(parts);
  const shared = includesExtensions ? sharedIntegrations(parts) : new Map<string, object>();
  const components = {
    ...present('securitySchemes', exportHttpSchemes(parts, names, includesExtensions)),
    ...present('x-amazon-apigateway-integrations', Object.fromEntries(shared)),
  };
  return {
    openapi: '3.0.1',
    info: {
      title: api.name,
      ...present('description', api.description),
      version: api.version ?? new Date(api.createdAtMs).toISOString().replace(/\.\d+Z$/, 'Z'),
    },
    servers: [
      {
        url: `https://${host}/{basePath}`,
        variables: { basePath: { default: basePathOf(stageName) } },
        ...(includesExtensions &&
          present('x-amazon-apigateway-endpoint-configuration', {
            ...present('disableExecuteApiEndpoint', api.disableExecuteApiEndpoint),
          })),
      },
    ],
    ...present('tags', exportTags(api.tags, includesExtensions)),
    paths: exportHttpPaths(parts, { names, shared, includesExtensions }),
    ...present('components', components),
    ...(includesExtensions && {
      ...present('x-amazon-apigateway-cors', api.corsConfiguration),
      'x-amazon-apigateway-importexport-version': '1.0',
    }),
  };
}

/** `$default` answers at the root. */
const basePathOf = (stageName: string | null): string =>
  stageName === null || stageName === '$default' ? '' : stageName;

const exportTags = (tags: HttpApi['tags'], includesExtensions: boolean): readonly object[] =>
  Object.entries(tags).map(([name, value]) => ({
    name,
    ...(includesExtensions && { 'x-amazon-apigateway-tag-value': value }),
  }));
