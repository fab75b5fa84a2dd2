import type { MockIntegration } from '#libs/snapshot-format';
import type { Exchange } from '../../invocation/exchange.js';
import type { Routed } from '../../invocation/invocation.js';
import { reject } from '../../refusals/rejection.js';
import { requestScope } from '../../invocation/request-scope.js';
import type { Verdict } from '../../invocation/step.js';
import type { ActiveIntegration } from '../integration.js';
import type { ActiveTemplate, ChooseTemplate } from '../mapping/choose-template.js';
import type { RequestConversion } from '../mapping/convert-request.js';
import type { ResponseMapping } from '../mapping/mapped-response.js';
import { readsPayload } from '../mapping/uses-request-body.js';
import { readStatusCode } from './read-status-code.js';

/** What a MOCK is activated with, beside its own settings; its API's protocol says how it is mapped. */
export interface MockSetting {
  readonly chooseTemplate: ChooseTemplate;
  /** Null: no body is converted, and none refused to a template. */
  readonly convert: RequestConversion | null;
  readonly responses: ResponseMapping;
}

/**
 * MOCK answers by itself: the request template prints a status code, which selects an integration response;
 * the caller's body never reaches the response (recorded: MOCK). Without a template for the content type, and
 * where the body may pass, the default response is taken (guide page "Set up mock integrations").
 */
export function activateMock(
  { requestTemplates, contentHandling }: Pick<MockIntegration, 'requestTemplates' | 'contentHandling'>,
  { chooseTemplate, convert, responses }: MockSetting,
): ActiveIntegration {
  const constants = constantExchanges(requestTemplates);
  return {
    readsBody: contentHandling === 'CONVERT_TO_BINARY' || Object.values(requestTemplates).some(readsPayload),
    buildRequest(invocation) {
      const template = chooseTemplate(invocation);
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
    ...responses,
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
function constantExchanges(
  requestTemplates: MockIntegration['requestTemplates'],
): ReadonlyMap<string, Exchange> {
  const exchanges = new Map<string, Exchange>();
  for (const { nodes } of Object.values(requestTemplates)) {
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
