import type { HttpIntegration } from '#libs/api-definition';
import { parseUriTemplate, type UriTemplate } from '#libs/mapping-templates';
import type { HttpApiBackend, HttpApiProxyIntegration } from '#libs/snapshot-format';
import type { Complain } from '../../integrations/complain.js';
import { compileCall } from './compile-call.js';
import { compileRequestMappings } from './compile-mappings.js';
import { compilePrivateBackend } from './compile-private-backend.js';

/** HTTP_PROXY: to a URI, or to what a VPC link leads to. `path` is the route's. */
export function compileProxyIntegration(
  integration: HttpIntegration,
  path: string | null,
  complain: Complain,
): HttpApiProxyIntegration {
  return {
    type: 'HTTP_PROXY',
    ...compileCall(integration, complain),
    httpMethod: integration.integrationMethod ?? 'ANY',
    backend:
      integration.connectionType === 'VPC_LINK'
        ? compilePrivateBackend(integration, complain)
        : compilePublicBackend(integration, path, complain),
    requestParameters: compileRequestMappings(integration.requestParameters ?? {}, complain),
  };
}

function compilePublicBackend(
  { integrationUri, tlsConfig }: HttpIntegration,
  path: string | null,
  complain: Complain,
): HttpApiBackend {
  const uri = integrationUri ?? '';
  // The protocol must be literal: only what follows it may come from stage variables.
  if (!/^https?:\/\/./i.test(uri)) complain('bad-integration', 'Invalid HTTP endpoint specified for URI');
  if (tlsConfig?.serverNameToVerify !== undefined) {
    complain('bad-integration', 'a server name to verify is for integrations through a VPC link alone');
  }
  const parsed = parseUriTemplate(uri);
  if (!parsed.ok) {
    complain('bad-integration', `${parsed.error.message} (offset ${parsed.error.offset})`);
    return { kind: 'uri', uri: { parts: [] } };
  }
  warnOfUnfilled(parsed.template, path, complain);
  return { kind: 'uri', uri: parsed.template };
}

/** Variables of the URI are filled from those of the route's path, by name. */
function warnOfUnfilled({ parts }: UriTemplate, path: string | null, complain: Complain): void {
  const names = new Set([...(path ?? '').matchAll(/\{([^{}+]+)\+?\}/g)].map(([, name]) => name));
  for (const part of parts) {
    if (part.kind === 'pathParameter' && !names.has(part.name)) {
      complain('unmapped-uri-parameter', `the path has no {${part.name}}, which the URI asks for`);
    }
  }
}
