import { isUtf8 } from 'node:buffer';
import type { HttpIntegration } from '#libs/snapshot-format';
import { newExchange } from '../../invocation/exchange.js';
import type { Received, Routed } from '../../invocation/invocation.js';
import { requestScope } from '../../invocation/request-scope.js';
import type { Verdict } from '../../invocation/step.js';
import { reject } from '../../refusals/rejection.js';
import { forwardedHeaders } from '../http/caller-headers.js';
import { passResponse } from '../http/pass-response.js';
import type { IntegrationServices } from '../integration-services.js';
import type { ActiveIntegration } from '../integration.js';
import { compileBackendUri } from '../mapping/backend-uri.js';
import { nothingIsBinary } from '../mapping/binary-media-types.js';
import { compileRequestConversion } from '../mapping/convert-request.js';
import { joinQueries } from '../mapping/join-queries.js';
import { mappedHeaders } from '../mapping/mapped-headers.js';
import {
  compileMappings,
  mappedTooLong,
  type ActiveMappings,
  type MappedParameters,
} from '../mapping/parameter-mappings.js';
import { withTraceContext } from '../mapping/with-trace-context.js';
import { callAndRead } from '../transport/call-and-read.js';
import { compileVpcLink, noVpcLink } from '../transport/find-vpc-link.js';

/**
 * HTTP_PROXY of a WebSocket API: a handshake goes on with its headers and query, a message as the body of a
 * request, an end as a request without one. What AWS sends beside a message is not published: here it is what
 * a mapped request has, and who needs the id of the connection maps `context.connectionId`, as at AWS.
 */
export function activateWebSocketProxy(
  integration: Omit<HttpIntegration, 'responses'>,
  { backends, vpcLinks }: Pick<IntegrationServices, 'backends' | 'vpcLinks'>,
): ActiveIntegration {
  const uriFor = compileBackendUri(integration.uri);
  const findVpcLink = compileVpcLink(integration, vpcLinks);
  const mappings = compileMappings(integration.parameters);
  const convert = compileRequestConversion(integration.contentHandling ?? null, nothingIsBinary);

  function buildRequest(invocation: Routed): Verdict {
    if (mappings.alwaysFails) return reject('mapping.header', mappings.alwaysFails);
    const refusal = convert(invocation, false);
    if (refusal) return refusal;
    const mapped = mappings.constant ?? mappings.read(requestScope(invocation));
    if (mapped.tooLong) return reject('mapping.header', mappedTooLong);
    const { stage, body, address } = invocation;
    const uri = uriFor({ path: mapped.path, stageVariables: stage.release.variables });
    if (!uri.ok) return reject('mapping.uri', uri.reason);
    const vpcLink = findVpcLink(invocation);
    if (vpcLink === undefined) return reject('integration.vpc_link', noVpcLink);
    const isHandshake = invocation.event?.type === 'CONNECT';
    const query = joinQueries(uri.query, isHandshake ? address.query : '', mapped.query);
    invocation.exchange = newExchange({
      origin: uri.origin,
      path: query === '' ? uri.path : `${uri.path}?${query}`,
      httpMethod: integration.httpMethod === 'ANY' ? anyMethod(body) : integration.httpMethod,
      headers: isHandshake
        ? handshakeHeaders(invocation, mappings, mapped)
        : messageHeaders(invocation, mapped),
      body: body === null || body.length === 0 ? null : body,
      namesUpgrade: mappings.headerNames?.has('upgrade') === true,
      clientCertificate: stage.clientCertificate,
      vpcLink,
      mayUseHttp2: stage.document.http2Backends,
    });
    return null;
  }

  return {
    readsBody: true,
    buildRequest,
    call: (invocation) => callAndRead(backends, invocation, invocation.exchange, integration),
    mapResponse: null,
    buildResponse,
  };
}

/** Messages have no method of their own. */
const anyMethod = (body: Buffer | null): string => (body === null ? 'GET' : 'POST');

function handshakeHeaders(
  invocation: Routed,
  { headerNames }: ActiveMappings,
  { headers }: MappedParameters,
): string[] {
  const forwarded = forwardedHeaders(invocation, headerNames);
  for (const text of headers) forwarded.push(text);
  return forwarded;
}

const messageHeaders = (invocation: Routed, { headers }: MappedParameters): string[] =>
  withTraceContext(
    invocation,
    mappedHeaders(invocation, headers, invocation.body?.length ? 'application/json' : null),
  );

/** The whole body, as a text if it is one. */
function buildResponse(invocation: Received): Verdict {
  passResponse(invocation);
  const response = invocation.response!;
  const body = response.body as Buffer | null;
  if (body !== null && isUtf8(body))
    invocation.response = { ...response, body: body.toString('utf8'), streamBytes: null };
  return null;
}
