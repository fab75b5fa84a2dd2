import type { HttpIntegration } from '#libs/snapshot-format';
import { newExchange } from '../../invocation/exchange.js';
import type { Routed } from '../../invocation/invocation.js';
import { reject } from '../../refusals/rejection.js';
import type { Verdict } from '../../invocation/step.js';
import type { ActiveIntegration, MappedSetting } from '../integration.js';
import { compileBackendUri } from '../mapping/backend-uri.js';
import { compileVpcLink, noVpcLink } from '../transport/find-vpc-link.js';
import { callAndRead } from '../transport/call-and-read.js';
import { joinQueries } from '../mapping/join-queries.js';
import { mappedHeaders } from '../mapping/mapped-headers.js';
import { addTraceHeader } from '../mapping/add-trace-header.js';
import { withTraceContext } from '../mapping/with-trace-context.js';

/** Whether this is the name of the header; for an array of names and values in turn. */
const isUpgrade = (name: string, index: number): boolean =>
  index % 2 === 0 && name.toLowerCase() === 'upgrade';

/** HTTP: nothing goes on but what is mapped, in both directions (recorded: HTTP). */
export function activateHttp(
  integration: Omit<HttpIntegration, 'responses'>,
  { mapRequest, responses, services }: MappedSetting,
): ActiveIntegration {
  const uriFor = compileBackendUri(integration.uri);
  const findVpcLink = compileVpcLink(integration, services.vpcLinks);

  function buildRequest(invocation: Routed): Verdict {
    const mapped = mapRequest(invocation);
    if (!mapped.ok) return mapped.rejection;
    const { body, mediaType, parameters } = mapped;
    const stageVariables = invocation.stage.release.variables;
    const uri = uriFor({ path: parameters.path, stageVariables });
    if (!uri.ok) return reject('mapping.uri', uri.reason);
    const vpcLink = findVpcLink(invocation);
    if (vpcLink === undefined) return reject('integration.vpc_link', noVpcLink);

    const query = joinQueries(uri.query, '', parameters.query);
    invocation.exchange = newExchange({
      origin: uri.origin,
      path: query === '' ? uri.path : `${uri.path}?${query}`,
      httpMethod: integration.httpMethod === 'ANY' ? invocation.request.httpMethod : integration.httpMethod,
      headers: withTraceContext(
        invocation,
        mappedHeaders(invocation, parameters.headers, body.length > 0 ? mediaType : null),
      ),
      body: body.length > 0 ? body : null,
      namesUpgrade: parameters.headers.some(isUpgrade),
      clientCertificate: invocation.stage.clientCertificate,
      vpcLink,
      mayUseHttp2: invocation.stage.document.http2Backends,
    });
    return null;
  }

  return {
    readsBody: true,
    buildRequest,
    call: (invocation) => callAndRead(services.backends, invocation, invocation.exchange, integration),
    ...addTraceHeader(responses),
  };
}
