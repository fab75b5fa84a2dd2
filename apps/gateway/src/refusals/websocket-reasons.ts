import { row } from './rejection-reason-row.js';

/** Why what comes to a WebSocket API has no route, or no response. */
export const webSocketReasons = {
  'route.not_selected': row(
    'INVALID_API_KEY',
    'No route of the WebSocket API has the key that its route selection expression gives for the message, and there is no `$default`.',
    'The message; `routeSelectionExpression` of the API; whether the deployment has the route.',
  ),
  'connection.no_upgrade': row(
    'INVALID_API_KEY',
    'A request to a WebSocket API that is neither a handshake nor a call for a connection.',
    'A WebSocket client; for calls the path `/{stage}/@connections/{connectionId}`. A proxy in front must pass Upgrade on.',
  ),
  'response.too_large': row(
    'API_CONFIGURATION_ERROR',
    'What the integration of a WebSocket API’s route responded is more than a message may have: 131,072 bytes.',
    'The backend; responses in parts, posted to the connection.',
  ),
} as const;
