import type { HttpIntegration, SnapshotMethod } from '#libs/snapshot-format';
import type { Invocation } from '../invocation/invocation.js';
import { reject } from '../invocation/rejection.js';
import { requestScope } from '../invocation/request-scope.js';
import type { Verdict } from '../invocation/step.js';
import type { ActiveIntegration } from './active-integration.js';
import { applyRequestOverrides } from './apply-overrides.js';
import { compileBackendUri } from './backend-uri.js';
import { failureOf } from './backend-call.js';
import { callBackend, rejectionOf } from './call-backend.js';
import { compileRequestTemplateChoice } from './choose-template.js';
import { joinQueries } from './join-queries.js';
import { compileResponseMapping } from './mapped-response.js';
import { compileMappings } from './parameter-mappings.js';
import { readAnswer } from './read-answer.js';
import { callerTraceId } from './trace-id.js';

/** HTTP: nothing goes on but what is mapped, in both directions (recorded: HTTP). */
export function activateHttp(
  integration: HttpIntegration,
  methodResponses: SnapshotMethod['methodResponses'],
): ActiveIntegration {
  const uriFor = compileBackendUri(integration.uri);
  const mappings = compileMappings(integration.parameters);
  const chooseTemplate = compileRequestTemplateChoice(
    integration.requestTemplates,
    integration.passthroughBehavior,
  );
  const responses = compileResponseMapping(integration.responses, methodResponses);

  function buildRequest(invocation: Invocation): Verdict {
    if (mappings.alwaysFails) return reject('API_CONFIGURATION_ERROR', mappings.alwaysFails);
    const { contentType } = invocation.head;
    const template = chooseTemplate(contentType);
    if (template === 'unsupported') {
      return reject('UNSUPPORTED_MEDIA_TYPE', `no template for ${contentType ?? 'no content type'}`);
    }
    const scope = requestScope(invocation);
    let body: Buffer | string = invocation.body ?? '';
    let bodyType = contentType ?? 'application/json';
    if (template !== 'passthrough') {
      const rendered = template.render(scope);
      if (!rendered.ok) return reject('API_CONFIGURATION_ERROR', rendered.error.message);
      // A template that prints nothing sends an empty object (recorded: VTL).
      body = rendered.text === '' ? '{}' : rendered.text;
      bodyType = template.mediaType;
      invocation.overrides = rendered.overrides;
    }
    // Only once the whole template has run, and over what the mappings say.
    const overridden = applyRequestOverrides(mappings.read(scope), invocation.overrides);
    if (!overridden.ok) return reject('API_CONFIGURATION_ERROR', overridden.reason);
    const mapped = overridden.parameters;
    const uri = uriFor({ path: mapped.path, stageVariables: scope.stageVariables });
    if (!uri.ok) return reject('API_CONFIGURATION_ERROR', uri.reason);

    const query = joinQueries(uri.query, '', mapped.query);
    invocation.integrationRequest = {
      origin: uri.origin,
      path: query === '' ? uri.path : `${uri.path}?${query}`,
      httpMethod: integration.httpMethod === 'ANY' ? invocation.request.method! : integration.httpMethod,
      headers: headersFor(invocation, mapped.headers, body.length > 0 ? bodyType : null),
      body: body.length > 0 ? body : null,
    };
    return null;
  }

  function headersFor(
    invocation: Invocation,
    mapped: readonly string[],
    contentType: string | null,
  ): string[] {
    const headers = [...mapped];
    const set = new Set(mapped.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase()));
    const add = (name: string, lower: string, value: string) => {
      if (!set.has(lower)) headers.push(name, value);
    };
    add('Accept', 'accept', 'application/json');
    if (contentType !== null) add('Content-Type', 'content-type', contentType);
    add('User-Agent', 'user-agent', `AmazonAPIGateway_${invocation.address.apiId}`);
    headers.push('x-amzn-apigateway-api-id', invocation.address.apiId);
    headers.push('X-Amzn-Trace-Id', callerTraceId(invocation));
    return headers;
  }

  return {
    readsBody: true,
    buildRequest,
    call: (invocation) => callAndRead(invocation, integration),
    mapResponse: responses.mapResponse,
    buildResponse(invocation) {
      const verdict = responses.buildResponse(invocation);
      if (verdict) return verdict;
      const answer = invocation.answer!;
      const headers = [...answer.headers, 'X-Amzn-Trace-Id', sentTraceId(invocation)];
      invocation.answer = { ...answer, headers };
      return null;
    },
  };
}

async function callAndRead(invocation: Invocation, integration: HttpIntegration): Promise<Verdict> {
  const verdict = await callBackend(invocation, integration);
  if (verdict) return verdict;
  const answer = invocation.integrationAnswer!;
  try {
    invocation.integrationAnswer = { ...answer, stream: null, body: await readAnswer(answer.stream!) };
    return null;
  } catch (error) {
    const lost = error instanceof Error ? error : new Error(String(error));
    return rejectionOf(failureOf(lost), lost);
  }
}

/** The trace id that the backend got: the last header of the integration request. */
function sentTraceId(invocation: Invocation): string {
  return invocation.integrationRequest!.headers.at(-1)!;
}
