import { serviceSubtypes, type HttpApiServiceIntegration } from '#libs/snapshot-format';
import type { Routed } from '../../invocation/invocation.js';
import type { Verdict } from '../../invocation/step.js';
import { traceOf } from '../../invocation/tracing/request-trace.js';
import { reject, type Rejection } from '../../refusals/rejection.js';
import { awsServiceProtocol } from '../aws/aws-service-protocols.js';
import { serviceEndpoint } from '../aws/aws-services.js';
import { beginExchange, compileSignAs } from '../aws/sign-as.js';
import { passHttpApiResponse } from '../http/pass-response.js';
import type { IntegrationServices } from '../integration-services.js';
import type { ActiveIntegration } from '../integration.js';
import { callAndRead } from '../transport/call-and-read.js';
import { callBackend } from '../transport/call-backend.js';
import { readsResponseBody } from './map-response.js';
import { serviceCalls } from './service-calls.js';
import { compileValue, MappedValues, readsBody } from './value-template.js';

const regionName = /^[a-z]{2}(?:-[a-z]+)+-\d$/;

/**
 * AWS_PROXY with a subtype: one action of an AWS service, made of the request and signed as the integration's
 * role (guide page "Create AWS service integrations for HTTP APIs"); the service's response is passed on.
 */
export function activateHttpApiService(
  { subtype, credentials, region, parameters, responseParameters, timeoutMs }: HttpApiServiceIntegration,
  services: IntegrationServices,
): ActiveIntegration {
  const signAs = compileSignAs(credentials, services);
  const readers = Object.entries(parameters).map(([name, value]) => [name, compileValue(value)] as const);
  const readRegion = region === undefined ? null : compileValue(region);
  const callOf = serviceCalls[subtype];
  const options = { timeoutMs, insecureSkipVerification: false };
  const call = readsResponseBody(responseParameters) ? callAndRead : callBackend;

  function buildRequest(invocation: Routed): Verdict | Promise<Verdict> {
    const values = new MappedValues(invocation);
    const read: Record<string, string> = {};
    for (const [name, reader] of readers) {
      const value = reader(values);
      if (value !== undefined) read[name] = value;
    }
    const missing = serviceSubtypes[subtype].required.filter((name) => !Object.hasOwn(read, name));
    if (missing.length > 0) return badRequest(`there is no ${missing.join(', ')}`);
    const made = callOf(read);
    if (!made.ok) return badRequest(made.reason);
    const inRegion = readRegion?.(values) ?? invocation.stage.document.region;
    if (!regionName.test(inRegion)) return reject('integration.setting', 'Region is no region');
    const { service, action, path, query, httpMethod, headers, body } = made;
    const partition = inRegion.startsWith('cn-') ? 'aws-cn' : 'aws';
    const address = { partition, region: inRegion, service, subdomain: null };
    const endpoint = serviceEndpoint(services.aws, address, action);
    const request = {
      origin: endpoint.origin,
      host: endpoint.host,
      path: `${endpoint.basePath}${path}`,
      query,
      httpMethod,
      headers: [...headers, 'X-Amzn-Trace-Id', traceOf(invocation).toBackends],
      body,
      region: inRegion,
      service: awsServiceProtocol(service).signingName,
    };
    return beginExchange(invocation, signAs(invocation, request));
  }

  return {
    readsBody: Object.values(parameters).some(readsBody) || (region !== undefined && readsBody(region)),
    buildRequest,
    call: (invocation) => call(services.backends, invocation, invocation.exchange, options),
    mapResponse: null,
    buildResponse: passHttpApiResponse,
  };
}

/** What a caller has not sent, or sent in a form that the service does not have. */
const badRequest = (reason: string): Rejection => reject('request.parameters', reason);
