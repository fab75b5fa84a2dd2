import { isUtf8 } from 'node:buffer';
import type { ContentHandling, WebSocketIntegrationResponse } from '#libs/snapshot-format';
import type { Received } from '../../invocation/invocation.js';
import { respondedScope } from '../../invocation/websocket/selection-scopes.js';
import { convertContent, type Conversion } from '../mapping/convert-content.js';
import {
  compileMappedResponses,
  type ResponseForm,
  type ResponseMapping,
  type ResponseSelection,
} from '../mapping/mapped-response.js';
import { compileTemplateSelection } from './select-template.js';

/**
 * Compiles the integration responses of a WebSocket API's integration. What they come to is text for a text
 * frame or bytes for a binary one. Where there are none the integration's response passes as it is.
 */
export function compileFrameMapping(
  responses: readonly WebSocketIntegrationResponse[],
  selection: ResponseSelection,
  statusOf: ResponseForm['statusOf'],
): ResponseMapping {
  return {
    mapResponse: compileMappedResponses(
      responses.length === 0 ? [passing] : responses,
      selection,
      (response) => formOf(response, statusOf),
    ),
    buildResponse: () => null,
  };
}

const passing: WebSocketIntegrationResponse = {
  integrationResponseId: '',
  selectionPattern: null,
  headers: [],
  templates: null,
  templateSelectionExpression: { parts: [] },
};

function formOf(response: WebSocketIntegrationResponse, statusOf: ResponseForm['statusOf']): ResponseForm {
  const select = compileTemplateSelection(response.templates ?? {}, response.templateSelectionExpression);
  const handling = response.contentHandling ?? null;
  return {
    statusOf,
    templateFor: (invocation) => select(respondedScope(invocation)) ?? null,
    conversion: (invocation) => conversionOf(handling, invocation),
    convert: (payload, conversion) =>
      conversion === 'text' || conversion === 'encode'
        ? convertContent(payload, conversion)!.toString('utf8')
        : convertContent(payload, conversion),
  };
}

/**
 * By contentHandlingStrategy, as in REST. These APIs have no binary media types to tell texts from bytes
 * (ours: what is no UTF-8 are bytes).
 */
function conversionOf(handling: ContentHandling | null, { exchange }: Received): Conversion {
  if (handling === 'CONVERT_TO_BINARY') return 'decode';
  const { body } = exchange.result;
  if (body === null || isUtf8(body)) return 'text';
  return handling === 'CONVERT_TO_TEXT' ? 'encode' : 'keep';
}
