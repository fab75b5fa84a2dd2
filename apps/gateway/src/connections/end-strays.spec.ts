import type { ActiveStage } from '../invocation/active-stage.js';
import type { Connection } from './connection.js';
import { Connections } from './connections.js';
import { endStrays } from './end-strays.js';

test('what opens in a stage that is gone is closed; what opens in another stays', async () => {
  const connections = new Connections();
  const find = (_: string, stageName: string) => (stageName === 'dev' ? ({} as ActiveStage) : undefined);
  endStrays(connections, { find });
  const closed: string[] = [];
  for (const stageName of ['dev', 'gone']) {
    const facts = { connectionId: stageName, apiId: 'api', stageName } as Connection['facts'];
    const close = (code: number): void => void closed.push(`${stageName} ${code}`);
    connections.add({ facts, close } as unknown as Connection);
  }
  await new Promise(setImmediate);
  expect(closed).toEqual(['gone 1001']);
});
