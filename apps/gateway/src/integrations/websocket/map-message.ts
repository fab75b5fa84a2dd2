import type { WebSocketIntegration } from '#libs/snapshot-format';
import { messageScope } from '../../invocation/websocket/selection-scopes.js';
import { nothingIsBinary } from '../mapping/binary-media-types.js';
import { withoutMatch, type ChooseTemplate } from '../mapping/choose-template.js';
import { compileRequestConversion } from '../mapping/convert-request.js';
import { compileRequestMapping, type RequestMapping } from '../mapping/map-request.js';
import { compileTemplateSelection } from './select-template.js';

type Templates = Pick<
  WebSocketIntegration,
  'requestTemplates' | 'passthroughBehavior' | 'templateSelectionExpression'
>;
type Mapped = Extract<WebSocketIntegration, { readonly parameters: unknown }>;

/** Templates by `templateSelectionExpression` (guide page "WebSocket selection expressions"). */
export function compileMessageTemplateChoice({
  requestTemplates,
  passthroughBehavior,
  templateSelectionExpression,
}: Templates): ChooseTemplate {
  const select = compileTemplateSelection(requestTemplates, templateSelectionExpression);
  const otherwise = withoutMatch(passthroughBehavior, Object.keys(requestTemplates).length > 0);
  return (invocation) => select(messageScope(invocation)) ?? otherwise;
}

/** As REST's, but for templates: messages are text, or bytes that are sent as Base64. */
export const compileMessageMapping = (integration: Mapped): RequestMapping =>
  compileRequestMapping(integration.parameters, {
    chooseTemplate: compileMessageTemplateChoice(integration),
    convert: compileRequestConversion(integration.contentHandling ?? null, nothingIsBinary),
    contentTypeOf: () => null,
  });
