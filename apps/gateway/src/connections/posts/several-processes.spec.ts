import { testRedisUrl, waitFor } from '#libs/testing';
import { stageOf } from '../../testing/documents.js';
import { startTestSystem } from '../../testing/test-gateway.js';
import { webSocketMock, webSocketSnapshot, webSocketStage } from '../../testing/websocket-documents.js';

const several = { servingProcesses: 2 };

test('several processes without a Redis refuse WebSocket APIs: a call would not find each connection', async () => {
  const system = await startTestSystem(several);
  const digest = system.controlPlane.publishSnapshot(webSocketSnapshot({ $default: webSocketMock('') }));
  const stage = stageOf(digest, webSocketStage());
  system.controlPlane.publish('stage', `${stage.restApiId}/${stage.stageName}`, stage);
  const reasons = () =>
    system.controlPlane.acknowledgements.at(-1)?.refused.map(({ reason }) => reason) ?? [];
  await waitFor(() => reasons().length > 0);
  expect(reasons().join()).toContain(
    'WebSocket APIs need REDIS_URL where several processes serve behind one port',
  );
  expect(system.gateway.state().stages).toEqual([]);
  await system.stop();
});

(testRedisUrl() === undefined ? test.skip : test)('with one they serve them', async () => {
  const system = await startTestSystem({ ...several, redisUrl: testRedisUrl()! });
  await system.deploy(webSocketSnapshot({ $default: webSocketMock('') }), webSocketStage());
  expect(system.gateway.state().stages).toHaveLength(1);
  await system.stop();
});
