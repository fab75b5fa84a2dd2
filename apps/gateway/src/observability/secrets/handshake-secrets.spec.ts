import { handshakeSecrets } from './handshake-secrets.js';

const long = 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbm4ifQ.c2lnbmF0dXJl';

test.each<[string, string, string[]]>([
  ['a token by its name', 'room=7&token=opaque-123&lang=de', ['opaque-123']],
  ['whatever its name is', `room=7&t=${long}`, [long]],
  ['escaped', 'Authorization=Bearer%20opaque-123', ['Bearer opaque-123']],
  ['none', 'room=0d5b2a3e-2f7b-4f2e-9d0e-5a3c1f8e7b6a&lang=de', []],
])('in the query: %s', (_, query, found) => {
  expect([...handshakeSecrets(query, [])]).toEqual(found);
});

test.each<[string, string, string[]]>([
  ['behind a name', 'chat.v2, access_token, opaque-123, chat.v1', ['opaque-123']],
  ['in one piece', `bearer.${long}`, [`bearer.${long}`]],
  ['none', 'graphql-transport-ws, graphql-ws', []],
])('among the subprotocols: %s', (_, offered, found) => {
  expect([...handshakeSecrets('', ['Host', 'h', 'Sec-WebSocket-Protocol', offered])]).toEqual(found);
});
