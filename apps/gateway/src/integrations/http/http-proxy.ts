import type { Readable } from 'node:stream';
import type { HttpIntegration } from '#libs/snapshot-format';
import type { Invocation, Routed } from '../../invocation/invocation.js';
import { reject } from '../../refusals/rejection.js';
import { newExchange } from '../../invocation/exchange.js';
import { requestScope } from '../../invocation/request-scope.js';
import type { Verdict } from '../../invocation/step.js';
import type { IntegrationServices } from '../integration-services.js';
import type { ActiveIntegration } from '../integration.js';
import { compileBackendUri } from '../mapping/backend-uri.js';
import { compileVpcLink, noVpcLink } from '../transport/find-vpc-link.js';
import { callBackend } from '../transport/call-backend.js';
import { streamCallerBody } from '../../http/caller-body.js';
import { forwardedHeaders } from './caller-headers.js';
import { joinQueries } from '../mapping/join-queries.js';
import { compileMappings, mappedTooLong } from '../mapping/parameter-mappings.js';
import { passResponse } from './pass-response.js';

/**
 * HTTP_PROXY: the request goes on and the response comes back, both as streams; parameters may still be
 * mapped (recorded: HTTP_PROXY).
 */
export function activateHttpProxy(
  integration: HttpIntegration,
  { backends, vpcLinks }: Pick<IntegrationServices, 'backends' | 'vpcLinks'>,
): ActiveIntegration {
  const uriFor = compileBackendUri(integration.uri);
  const findVpcLink = compileVpcLink(integration, vpcLinks);
  const mappings = compileMappings(integration.parameters);

  function buildRequest(invocation: Routed): Verdict {
    if (mappings.alwaysFails) return reject('mapping.header', mappings.alwaysFails);
    const mapped = mappings.constant ?? mappings.read(requestScope(invocation));
    if (mapped.tooLong) return reject('mapping.header', mappedTooLong);
    const stageVariables = invocation.stage.release.variables;
    const uri = uriFor({ path: mapped.path, stageVariables });
    if (!uri.ok) return reject('mapping.uri', uri.reason);
    const vpcLink = findVpcLink(invocation);
    if (vpcLink === undefined) return reject('integration.vpc_link', noVpcLink);
    const query = joinQueries(uri.query, invocation.address.query, mapped.query);
    const headers = forwardedHeaders(invocation, mappings.headerNames);
    for (const text of mapped.headers) headers.push(text);
    invocation.exchange = newExchange({
      origin: uri.origin,
      path: query === '' ? uri.path : `${uri.path}?${query}`,
      httpMethod: integration.httpMethod === 'ANY' ? invocation.request.httpMethod : integration.httpMethod,
      headers,
      body: bodyOf(invocation),
      namesUpgrade: mappings.headerNames !== null && mappings.headerNames.has('upgrade'),
      clientCertificate: invocation.stage.clientCertificate,
      vpcLink,
      mayUseHttp2: invocation.stage.document.http2Backends,
    });
    return null;
  }

  return {
    readsBody: mappings.readsBody,
    ...(integration.streamsResponse && { streamsForMs: integration.timeoutMs }),
    buildRequest,
    call: (invocation) => callBackend(backends, invocation, invocation.exchange, integration),
    mapResponse: null,
    buildResponse: passResponse,
  };
}

function bodyOf({ body, request }: Invocation): Readable | Buffer | null {
  if (body !== null) return body;
  return request.bodyBytes === 0 ? null : streamCallerBody(request);
}
