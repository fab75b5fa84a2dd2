import type { WebSocketIntegration, WebSocketIntegrationResponse } from '#libs/snapshot-format';
import { awsService, http, lambda, mock, sourceOf, templatesOf } from './documents.js';
import { selectionOf } from './websocket-documents.js';

/** What all integrations of WebSocket APIs have beyond REST's. */
const selecting = () => ({
  integrationId: 'int0001',
  templateSelectionExpression: selectionOf('\\$default', 'requestTemplate'),
  responses: [] as readonly WebSocketIntegrationResponse[],
});

type Change = Partial<Omit<WebSocketIntegration, 'type'>> & Readonly<Record<string, unknown>>;
const made = (rest: object, change: Change): WebSocketIntegration =>
  ({ ...rest, ...selecting(), ...change }) as WebSocketIntegration;

export const wsMock = (requestTemplates: Record<string, string>, change: Change = {}): WebSocketIntegration =>
  made({ ...mock(), requestTemplates: templatesOf(requestTemplates) }, change);
export const wsHttp = (type: 'HTTP' | 'HTTP_PROXY', uri: string, change: Change = {}): WebSocketIntegration =>
  made(http(type, uri, { httpMethod: 'POST' }), change);
export const wsFunction = (
  name: string,
  type: 'LAMBDA' | 'LAMBDA_PROXY' = 'LAMBDA_PROXY',
  change: Change = {},
): WebSocketIntegration =>
  made(lambda(type, `arn:aws:lambda:us-east-1:000000000000:function:${name}`), change);
export const wsService = (uri: string, change: Change = {}): WebSocketIntegration =>
  made(awsService(uri), change);

/** `key`: `/pattern/` or `$default`. */
export function frameResponse(
  key: string,
  templates: Readonly<Record<string, string>> | null = null,
  change: Partial<WebSocketIntegrationResponse> & { readonly from?: Readonly<Record<string, string>> } = {},
): WebSocketIntegrationResponse {
  const { from = {}, ...others } = change;
  return {
    integrationResponseId: 'ir0001',
    selectionPattern: key === '$default' ? null : key.slice(1, -1),
    headers: Object.entries(from).map(([name, source]) => ({ name, from: sourceOf(source) })),
    templates: templates && templatesOf(templates),
    templateSelectionExpression: selectionOf('\\$default', 'responseTemplate'),
    ...others,
  };
}
