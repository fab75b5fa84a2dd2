import type { AwsServiceIntegration } from '#libs/snapshot-format';
import type { Invocation, Routed } from '../../invocation/invocation.js';
import { reject } from '../../refusals/rejection.js';
import type { Verdict } from '../../invocation/step.js';
import type { ActiveIntegration, MappedSetting } from '../integration.js';
import { awsServiceProtocol, type AwsServiceProtocol } from '../aws/aws-service-protocols.js';
import { compileServiceTarget } from './aws-service-target.js';
import { serviceEndpoint, type ServiceEndpoint } from '../aws/aws-services.js';
import { callAndRead } from '../transport/call-and-read.js';
import { joinQueries } from '../mapping/join-queries.js';
import type { MappedRequest } from '../mapping/map-request.js';
import { mappedHeaders } from '../mapping/mapped-headers.js';
import { forbiddenHeader } from '../aws/forbidden-headers.js';
import { beginExchange, compileSignAs } from '../aws/sign-as.js';
import { addTraceHeader } from '../mapping/add-trace-header.js';

/**
 * AWS with a service's path or action: mapped in both directions like HTTP, and signed (recorded: other AWS
 * services).
 */
export function activateAwsService(
  integration: Omit<AwsServiceIntegration, 'responses'>,
  { mapRequest, responses, services }: MappedSetting,
): ActiveIntegration {
  const { region, service, timeoutMs } = integration;
  const protocol = awsServiceProtocol(service);
  const targetFor = compileServiceTarget(integration.target);
  const signAs = compileSignAs(integration.credentials, services);
  const forbidden = forbiddenHeader(integration.parameters);
  const usual = serviceEndpoint(services.aws, integration);
  // The same for every request, but for actions that have a host of their own.
  const endpointFor = (action: string | null): ServiceEndpoint =>
    action !== null && Object.hasOwn(protocol.hostPrefixes, action)
      ? serviceEndpoint(services.aws, integration, action)
      : usual;

  function buildRequest(invocation: Routed): Verdict | Promise<Verdict> {
    if (forbidden !== null) return reject('integration.setting', `the header ${forbidden} cannot be mapped`);
    const mapped = mapRequest(invocation);
    if (!mapped.ok) return mapped.rejection;
    const { body, parameters } = mapped;
    const target = targetFor({
      path: parameters.path,
      stageVariables: invocation.stage.release.variables,
    });
    if (!target.ok) return reject('mapping.uri', target.reason);

    const endpoint = endpointFor(target.action);
    const request = {
      origin: endpoint.origin,
      host: endpoint.host,
      path: `${endpoint.basePath}${target.path}`,
      query: joinQueries(target.query, '', parameters.query),
      httpMethod: integration.httpMethod === 'ANY' ? invocation.request.httpMethod : integration.httpMethod,
      headers: headersFor(invocation, mapped, protocol, target.action),
      body: body.length > 0 ? body : null,
      region,
      service: protocol.signingName,
    };
    return beginExchange(invocation, signAs(invocation, request));
  }

  return {
    readsBody: true,
    buildRequest,
    call: (invocation) =>
      callAndRead(services.backends, invocation, invocation.exchange, {
        timeoutMs,
        insecureSkipVerification: false,
      }),
    ...addTraceHeader(responses),
  };
}

type Mapped = Extract<MappedRequest, { readonly ok: true }>;

function headersFor(
  invocation: Invocation,
  { body, mediaType, isTemplated, parameters }: Mapped,
  { json, takesForms }: AwsServiceProtocol,
  action: string | null,
): readonly string[] {
  // Host is the endpoint's, Authorization the signature's, whatever a template has set.
  const mapped = withoutOwn(parameters.headers);
  if (json === null) {
    const isForm = takesForms && isTemplated;
    const contentType = isForm ? 'application/x-www-form-urlencoded' : mediaType;
    return mappedHeaders(invocation, mapped, body.length > 0 ? contentType : null);
  }
  const headers = mappedHeaders(
    invocation,
    mapped.map(wholeContentType),
    `application/x-amz-json-${json.version}`,
  );
  const isNamed = mapped.some((name, index) => index % 2 === 0 && name.toLowerCase() === 'x-amz-target');
  return action === null || isNamed
    ? headers
    : [...headers, 'X-Amz-Target', `${json.targetPrefix}.${action}`];
}

function withoutOwn(headers: readonly string[]): readonly string[] {
  return headers.filter((_, index) => !/^(?:host|authorization)$/i.test(headers[index - (index % 2)]!));
}

/**
 * AWS's published samples map the content type `x-amz-json-1.1`, which API Gateway understands and the
 * services themselves do not.
 */
function wholeContentType(text: string, index: number): string {
  return index % 2 === 1 && /^x-amz-json-1\.[01]$/.test(text) ? `application/${text}` : text;
}
