import { RawWebSocket } from '#libs/testing';
import { startBackend, type TestBackend } from '../../testing/backend.js';
import { uriOf } from '../../testing/http-documents.js';
import { startTestSystem, type TestSystem } from '../../testing/test-gateway.js';
import {
  twoWay,
  webSocketHost as host,
  webSocketSnapshot,
  webSocketStage,
} from '../../testing/websocket-documents.js';
import { wsHttp } from '../../testing/websocket-integrations.js';

const arn = 'arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/net/chat/50dc6c495c0c9188';

let backend: TestBackend;
let system: TestSystem;

beforeAll(async () => {
  backend = await startBackend();
  system = await startTestSystem({
    vpcLinkTargets: new Map([[arn, [{ host: '127.0.0.1', port: String(backend.port) }]]]),
  });
});
afterAll(async () => {
  await system.stop();
  await backend.close();
});

test('handshakes and messages go through a VPC link, and to the host of the URI', async () => {
  const owner = { formatVersion: 1, accountId: '000000000000', region: 'us-east-1' };
  const link = { ...owner, vpcLinkId: 'link01', targetArns: [arn] };
  await system.acknowledged(system.controlPlane.publish('vpc-link', 'link01', link));
  const through = (type: 'HTTP' | 'HTTP_PROXY') =>
    wsHttp(type, 'http://chat.internal:81/in', { vpcLinkId: uriOf('${stageVariables.link}') });
  await system.deploy(
    webSocketSnapshot({ $connect: through('HTTP_PROXY'), $default: twoWay(through('HTTP')) }),
    webSocketStage({ variables: { link: 'link01' } }),
  );
  const socket = await RawWebSocket.open({ port: system.gateway.httpPort }, { path: '/dev', host });
  socket.text('{"a":1}');
  expect(await socket.next()).toMatchObject({ payload: Buffer.from('{"ok":true}') });
  expect(backend.seen.map(({ url, headers, body }) => [url, headers.host, body])).toEqual([
    ['/in', 'chat.internal:81', ''],
    ['/in', 'chat.internal:81', '{"a":1}'],
  ]);
  socket.close(1000);
});
