import { isSecretName } from '../../http/secret-names.js';

/** Names of subprotocols and ids of things are shorter; a token that is no longer is told by its name. */
const openCharsMax = 40;

/**
 * What of a WebSocket handshake may be a secret beyond what is one in any request. Browsers can set no
 * headers there, so that tokens are put into the query, by whatever name, or among the subprotocols.
 */
export function* handshakeSecrets(query: string, rawHeaders: readonly string[]): Iterable<string> {
  for (const [name, value] of new URLSearchParams(query)) {
    if (isSecretName(name) || value.length > openCharsMax) yield value;
  }
  for (let index = 0; index < rawHeaders.length; index += 2) {
    if (rawHeaders[index]!.toLowerCase() === 'sec-websocket-protocol') {
      yield* subprotocolSecrets(rawHeaders[index + 1]!);
    }
  }
}

/** `access_token, <token>`; `bearer.<token>`. */
function* subprotocolSecrets(offered: string): Iterable<string> {
  let isBehindName = false;
  for (const name of offered.split(',').map((text) => text.trim())) {
    if (isBehindName || name.length > openCharsMax) yield name;
    isBehindName = !isBehindName && isSecretName(name);
  }
}
