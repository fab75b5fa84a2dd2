import { compileBoundedPattern } from '#libs/mapping-templates';
import type { LambdaIntegration, SnapshotMethod } from '#libs/snapshot-format';
import type { Invocation } from '../invocation/invocation.js';
import { reject } from '../invocation/rejection.js';
import { requestScope } from '../invocation/request-scope.js';
import type { Verdict } from '../invocation/step.js';
import type { ActiveIntegration } from './active-integration.js';
import { applyRequestOverrides } from './apply-overrides.js';
import { alwaysFails, callFunction, compileFunctionCall, hasFailed } from './call-function.js';
import { compileRequestTemplateChoice } from './choose-template.js';
import { compileResponseMapping } from './mapped-response.js';
import { compileMappings } from './parameter-mappings.js';
import { callerTraceId } from './trace-id.js';

/** AWS with a function: the template's text, or the body, is the event; responses are chosen by error message (recorded: Lambda custom). */
export function activateLambda(
  integration: LambdaIntegration,
  methodResponses: SnapshotMethod['methodResponses'],
): ActiveIntegration {
  const makeRequest = compileFunctionCall(integration);
  const failing = alwaysFails(integration);
  const mappings = compileMappings(integration.parameters);
  const chooseTemplate = compileRequestTemplateChoice(
    integration.requestTemplates,
    integration.passthroughBehavior,
  );
  const responses = compileResponseMapping(integration.responses, methodResponses, {
    subject: errorMessage,
    compilePattern,
  });

  function buildRequest(invocation: Invocation): Verdict {
    if (failing) return reject('API_CONFIGURATION_ERROR', failing);
    const { contentType } = invocation.head;
    const template = chooseTemplate(contentType);
    if (template === 'unsupported') {
      return reject('UNSUPPORTED_MEDIA_TYPE', `no template for ${contentType ?? 'no content type'}`);
    }
    const scope = requestScope(invocation);
    let payload = scope.body;
    if (template !== 'passthrough') {
      const rendered = template.render(scope);
      if (!rendered.ok) return reject('API_CONFIGURATION_ERROR', rendered.error.message);
      payload = rendered.text;
      invocation.overrides = rendered.overrides;
    }
    const overridden = applyRequestOverrides(mappings.read(scope), invocation.overrides);
    if (!overridden.ok) return reject('API_CONFIGURATION_ERROR', overridden.reason);
    const traceId = callerTraceId(invocation);
    invocation.traceId = traceId;
    return makeRequest(invocation, {
      payload: payload === '' ? '{}' : payload,
      traceId,
      invocationType: invocationTypeIn(overridden.parameters.headers),
    });
  }

  return {
    readsBody: true,
    buildRequest,
    call: (invocation) => callFunction(invocation, integration.timeoutMs),
    mapResponse: responses.mapResponse,
    buildResponse(invocation) {
      const verdict = responses.buildResponse(invocation);
      if (verdict) return verdict;
      const answer = invocation.answer!;
      const headers = [...answer.headers, 'X-Amzn-Trace-Id', invocation.traceId!];
      invocation.answer = { ...answer, headers };
      return null;
    },
  };
}

/** The one mapped header that Lambda reads: whether somebody waits for the function (guide page "Asynchronous invocation"). */
function invocationTypeIn(headers: readonly string[]): string {
  const at = headers.findIndex(
    (name, index) => index % 2 === 0 && name.toLowerCase() === 'x-amz-invocation-type',
  );
  return at >= 0 && headers[at + 1] === 'Event' ? 'Event' : 'RequestResponse';
}

function compilePattern(pattern: string): (text: string) => boolean {
  const matches = compileBoundedPattern(pattern, 'whole');
  if (matches === null) throw new Error(`selection pattern ${pattern} is no regular expression`);
  return (text) => matches(text) === true;
}

/** Empty when the function succeeded: `.*` matches that, and no status ever does (recorded: Lambda selection patterns). */
function errorMessage(invocation: Invocation): string {
  if (!hasFailed(invocation)) return '';
  try {
    const error = JSON.parse(invocation.integrationAnswer!.body!.toString('utf8')) as unknown;
    const message = (error as { errorMessage?: unknown } | null)?.errorMessage;
    return typeof message === 'string' ? message : '';
  } catch {
    // A runtime that died says so in plain text: there is no message to match.
    return '';
  }
}
