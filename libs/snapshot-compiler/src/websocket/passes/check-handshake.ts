import type { HttpRoute } from '#libs/api-definition';
import type { RequiredParameter } from '#libs/snapshot-format';
import { compareText } from '../../draft.js';
import type { Complain } from '../../integrations/complain.js';
import { apiKeySourceOf } from '../api-key-source.js';
import { CONNECT, type DraftMessageRoute, type WebSocketPass } from '../websocket-draft.js';

/**
 * What a handshake must have: an API key, parameters. A message has neither, so that no other route can ask
 * for them.
 */
export const checkHandshake: WebSocketPass = (draft, diagnostics) => {
  const takesKeysOfAuthorizers = apiKeySourceOf(draft.definition.api) === 'AUTHORIZER';
  const routes = draft.routes.map((entry): DraftMessageRoute => {
    const { route, authorization } = entry;
    const { routeKey, apiKeyRequired } = route;
    const complain: Complain = (code, message) => diagnostics.add(code, routeKey, `${routeKey}: ${message}`);
    const requiredParameters = requiredOf(route, complain);
    if (routeKey !== CONNECT) {
      if (apiKeyRequired) complain('connect-only', 'API keys can be required on the $connect route only');
      if (requiredParameters.length > 0) {
        complain('connect-only', 'parameters can be required on the $connect route only, messages have none');
      }
      return entry;
    }
    if (
      apiKeyRequired &&
      takesKeysOfAuthorizers &&
      authorization !== null &&
      authorization.type !== 'CUSTOM'
    ) {
      complain('key-of-no-authorizer', 'an API key is required, and no Lambda authorizer can name one');
    }
    return { ...entry, requiredParameters };
  });
  return { ...draft, routes };
};

const parameter = /^route\.request\.(?:multivalue(?=querystring|header))?(querystring|header)\.(.+)$/;

/** Sorted by the whole expression, as in REST. */
function requiredOf({ requestParameters }: HttpRoute, complain: Complain): RequiredParameter[] {
  const required = Object.entries(requestParameters ?? {}).filter(([, { required }]) => required);
  return required
    .sort(([a], [b]) => compareText(a, b))
    .flatMap(([expression]): RequiredParameter[] => {
      const [, location, name] = parameter.exec(expression) ?? [];
      // Left out, handshakes without it would be let in.
      if (name === undefined) complain('bad-parameter', `required parameter ${expression} cannot be read`);
      return name === undefined ? [] : [{ location: location as 'querystring' | 'header', name }];
    });
}
