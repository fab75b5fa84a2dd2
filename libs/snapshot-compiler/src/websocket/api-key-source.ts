import type { WebSocketSnapshot } from '#libs/snapshot-format';
import type { WebSocketDraft } from './websocket-draft.js';

/** Where the key of a handshake is; there are but two expressions (API reference: CreateApi). */
export const apiKeySourceOf = ({
  apiKeySelectionExpression,
}: Pick<
  WebSocketDraft['definition']['api'],
  'apiKeySelectionExpression'
>): WebSocketSnapshot['apiKeySource'] =>
  apiKeySelectionExpression === '$context.authorizer.usageIdentifierKey' ? 'AUTHORIZER' : 'HEADER';
