import type { HttpApiBackend, HttpApiProxyIntegration } from '#libs/snapshot-format';
import { compileUriTemplate } from '#libs/mapping-templates';
import { hasDotSegment } from '../../http/dot-segment.js';
import { streamCallerBody } from '../../http/caller-body.js';
import { fromRoot } from '../../invocation/api-address.js';
import { newExchange, type BackendAddress } from '../../invocation/exchange.js';
import type { Routed } from '../../invocation/invocation.js';
import type { Verdict } from '../../invocation/step.js';
import { reject } from '../../refusals/rejection.js';
import { passHttpApiResponse } from '../http/pass-response.js';
import type { IntegrationServices } from '../integration-services.js';
import type { ActiveIntegration } from '../integration.js';
import { compileBackendUri, splitTarget } from '../mapping/backend-uri.js';
import { joinQueries } from '../mapping/join-queries.js';
import { mappedTooLong } from '../mapping/parameter-mappings.js';
import { callAndRead } from '../transport/call-and-read.js';
import { callBackend } from '../transport/call-backend.js';
import { forwardedHeaders } from './forwarded-headers.js';
import { compileRequestMapping } from './map-request.js';
import { readsResponseBody } from './map-response.js';

/** Where a request goes, before its mappings; a text says why nowhere. */
type Target = BackendAddress & { readonly path: string; readonly query: string };
type FindTarget = (invocation: Routed) => Target | string;

const noValues = Object.freeze({});

/**
 * HTTP_PROXY of an HTTP API: the request goes on and the response comes back, both as streams unless a
 * mapping reads them (guide page "Create HTTP integrations for HTTP APIs").
 */
export function activateHttpApiProxy(
  integration: HttpApiProxyIntegration,
  { backends }: Pick<IntegrationServices, 'backends'>,
): ActiveIntegration {
  const targetOf = compileTarget(integration.backend);
  const mapping = compileRequestMapping(integration.requestParameters);
  const options = { timeoutMs: integration.timeoutMs, insecureSkipVerification: false };
  const call = readsResponseBody(integration.responseParameters) ? callAndRead : callBackend;

  function buildRequest(invocation: Routed): Verdict {
    const target = targetOf(invocation);
    if (typeof target === 'string') return reject('mapping.uri', target);
    const { body, request, address } = invocation;
    const changes = mapping?.read(invocation) ?? null;
    if (changes === 'tooLong') return reject('mapping.header', mappedTooLong);
    const path = changes?.path == null ? target.path : mappedPath(changes.path);
    if (path === null) return reject('mapping.uri', 'the mapped path has a dot segment');
    const query = changes === null ? address.query : changes.query(address.query);
    const sent = joinQueries(target.query, query, '');
    const headers = forwardedHeaders(invocation);
    invocation.exchange = newExchange({
      origin: target.origin,
      path: sent === '' ? path : `${path}?${sent}`,
      httpMethod: integration.httpMethod === 'ANY' ? request.httpMethod : integration.httpMethod,
      headers: changes === null ? headers : changes.headers(headers),
      body: body ?? (request.bodyBytes === 0 ? null : streamCallerBody(request)),
      namesUpgrade: false,
      clientCertificate: null,
      vpcLink: target.vpcLink ?? null,
      mayUseHttp2: invocation.stage.document.http2Backends,
    });
    return null;
  }

  return {
    readsBody: mapping?.readsBody ?? false,
    buildRequest,
    call: (invocation) => call(backends, invocation, invocation.exchange, options),
    mapResponse: null,
    buildResponse: passHttpApiResponse,
  };
}

function compileTarget(backend: HttpApiBackend): FindTarget {
  return backend.kind === 'uri' ? compileUriTarget(backend.uri) : compileLinkedTarget(backend);
}

/** The URI, filled in with the route's variables; behind that of `$default` the whole path goes on. */
function compileUriTarget(uri: Extract<HttpApiBackend, { kind: 'uri' }>['uri']): FindTarget {
  const uriFor = compileBackendUri(uri);
  return ({ pathParameters, stage, method, address }) => {
    const located = uriFor({ path: pathParameters ?? noValues, stageVariables: stage.release.variables });
    if (!located.ok) return located.reason;
    if (method.routeKey !== '$default' || address.path === '' || address.path === '/') return located;
    const { path } = splitTarget(address.path);
    return { ...located, path: located.path.replace(/\/$/, '') + path };
  };
}

/**
 * A load balancer or service behind a VPC link: reached where this gateway's settings say, by the path that
 * was called, with the stage (guide page "Create private integrations for HTTP APIs").
 */
function compileLinkedTarget({
  targetArn,
  serverNameToVerify,
}: Extract<HttpApiBackend, { kind: 'vpcLink' }>): FindTarget {
  const render = compileUriTemplate(targetArn);
  return ({ stage, address }) => {
    const arn = render({ path: noValues, stageVariables: stage.release.variables });
    if (!arn.ok || arn.uri === '') return 'the integration names no load balancer or service';
    const { accountId, region } = stage.document;
    const staged = address.stageName === '$default' ? '' : `/${address.stageName}`;
    return {
      origin:
        serverNameToVerify === undefined ? `http://${nameOf(arn.uri)}` : `https://${serverNameToVerify}`,
      path: splitTarget(staged + (staged === '' ? fromRoot(address.path) : address.path)).path,
      query: '',
      vpcLink: { accountId, region, vpcLinkId: arn.uri, targetArns: [arn.uri] },
    };
  };
}

/** For the Host header: the name of a load balancer, or the id of a service. */
function nameOf(arn: string): string {
  const [, name] = /\/(?:app|net)\/([A-Za-z0-9-]+)\//.exec(arn) ?? /([A-Za-z0-9-]+)$/.exec(arn) ?? [];
  return name ?? 'vpc-link';
}

/** Null for one that would lead elsewhere; its query is none. */
function mappedPath(mapped: string): string | null {
  const { path } = splitTarget(mapped.startsWith('/') ? mapped : `/${mapped}`);
  return hasDotSegment(path) ? null : path.replace(/%(?![0-9A-Fa-f]{2})/g, '%25');
}
