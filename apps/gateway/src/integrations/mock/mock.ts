import type { MockIntegration } from '#libs/snapshot-format';
import type { Exchange } from '../../invocation/exchange.js';
import type { Routed } from '../../invocation/invocation.js';
import { reject } from '../../refusals/rejection.js';
import { requestScope } from '../../invocation/request-scope.js';
import type { Verdict } from '../../invocation/step.js';
import type { ActiveIntegration, IntegrationSetting } from '../integration.js';
import { compileRequestTemplateChoice, type ActiveTemplate } from '../mapping/choose-template.js';
import { compileRequestConversion, mayConvert } from '../mapping/convert-request.js';
import { compileResponseMapping } from '../mapping/mapped-response.js';
import { readsPayload } from '../mapping/uses-request-body.js';
import { readStatusCode } from './read-status-code.js';

/**
 * MOCK answers by itself: the request template prints a status code, which selects an integration response;
 * the caller's body never reaches the response (recorded: MOCK). Without a template for the content type, and
 * where the body may pass, the default response is taken (guide page "Set up mock integrations").
 */
export function activateMock(
  integration: MockIntegration,
  { methodResponses, isBinary }: IntegrationSetting,
): ActiveIntegration {
  const chooseTemplate = compileRequestTemplateChoice(
    integration.requestTemplates,
    integration.passthroughBehavior,
  );
  const constants = constantExchanges(integration);
  const handling = integration.contentHandling ?? null;
  const convert = mayConvert(handling, isBinary) ? compileRequestConversion(handling, isBinary) : null;
  const mapping = compileResponseMapping(integration.responses, methodResponses, isBinary);
  return {
    readsBody:
      handling === 'CONVERT_TO_BINARY' || Object.values(integration.requestTemplates).some(readsPayload),
    buildRequest(invocation) {
      const template = chooseTemplate(invocation.request.contentType);
      if (template === 'unsupported') {
        return reject('request.media_type', 'no template for the content type');
      }
      const refusal = convert && convert(invocation, template !== 'passthrough');
      if (refusal) return refusal;
      if (template === 'passthrough') {
        invocation.exchange = defaultExchange;
        return null;
      }
      const constant = template.constant === null ? null : constants.get(template.constant);
      if (!constant) return renderStatus(invocation, template);
      invocation.exchange = constant;
      return null;
    },
    // The status was all there was to call.
    call: null,
    ...mapping,
  };
}

/** No status: no pattern matches, so the default response is taken. */
const defaultExchange = mockExchange(0);

/** May serve many requests: nothing of it changes. */
function mockExchange(status: number): Exchange {
  const result = { status, rawHeaders: null, stream: null, body: null };
  return { request: null, result, head: null, sentAfterMs: -1, endedAfterMs: -1 };
}

/** The exchanges of templates that print the same for every request: read once. */
function constantExchanges(integration: MockIntegration): ReadonlyMap<string, Exchange> {
  const exchanges = new Map<string, Exchange>();
  for (const { nodes } of Object.values(integration.requestTemplates)) {
    const text = nodes.map((node) => (node.kind === 'text' ? node.text : '')).join('');
    const status = readStatusCode(text);
    if (status !== null) exchanges.set(text, mockExchange(status));
  }
  return exchanges;
}

function renderStatus(invocation: Routed, template: ActiveTemplate): Verdict {
  const rendered = template.render(requestScope(invocation));
  if (!rendered.ok) return reject('mapping.template', rendered.error.message);
  invocation.overrides = rendered.overrides;
  const status = readStatusCode(rendered.text);
  if (status === null) return reject('mapping.mock_status', 'the request template printed no statusCode');
  invocation.exchange = mockExchange(status);
  return null;
}
