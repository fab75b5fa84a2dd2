import {
  CreateApiCommand,
  CreateStageCommand,
  DeleteApiCommand,
  UpdateStageCommand,
  type ApiGatewayV2Client,
} from '@aws-sdk/client-apigatewayv2';
import type { AuditEvent } from '#libs/audit';
import { startV2Plane, type V2Plane } from '../testing/start-v2-plane.js';

// What is written of calls to APIs of version 2.
let v2: V2Plane;
let client: ApiGatewayV2Client;
beforeAll(async () => {
  v2 = await startV2Plane();
  ({ client } = v2);
});
afterAll(() => v2.plane.close());

async function lastEvent(name: string): Promise<AuditEvent> {
  const [row] = await v2.plane.query<{ event: string }>(
    'SELECT event FROM audit_events WHERE event_name = $1 ORDER BY id DESC LIMIT 1',
    [name],
  );
  return JSON.parse(row!.event) as AuditEvent;
}
const entitiesOf = async (name: string) =>
  v2.plane.query('SELECT DISTINCT name FROM audit_event_entities WHERE name = $1', [name]);

test('a call is written with what it was given and answered, and refused ones with why', async () => {
  const { ApiId = '' } = await client.send(
    new CreateApiCommand({ Name: 'audited', ProtocolType: 'HTTP', Target: 'http://127.0.0.1:9' }),
  );
  expect(await lastEvent('CreateApi')).toMatchObject({
    eventSource: 'apigateway.amazonaws.com',
    requestParameters: { name: 'audited', target: 'http://127.0.0.1:9' },
    responseElements: { apiId: ApiId, protocolType: 'HTTP' },
  });
  expect(await entitiesOf(ApiId)).toEqual([{ name: ApiId }]);
  await client.send(new DeleteApiCommand({ ApiId: 'nope' })).catch(() => undefined);
  expect(await lastEvent('DeleteApi')).toMatchObject({
    requestParameters: { apiId: 'nope' },
    errorCode: 'NotFoundException',
  });
});

test('stage variables that the tag of their stage calls secret are in no event', async () => {
  const { ApiId } = await client.send(new CreateApiCommand({ Name: 'secret', ProtocolType: 'HTTP' }));
  const StageName = 'prod';
  const StageVariables = { password: 'planted-secret-one', url: 'shown.example' };
  const Tags = { 'tollgate:secret-variables': 'password' };
  await client.send(new CreateStageCommand({ ApiId, StageName, StageVariables, Tags }));
  await client.send(
    new UpdateStageCommand({ ApiId, StageName, StageVariables: { password: 'planted-secret-two' } }),
  );
  const [all] = await v2.plane.query<{ text: string }>(
    "SELECT string_agg(event, '\n') AS text FROM audit_events",
  );
  expect(all!.text).not.toContain('planted-secret');
  expect(await lastEvent('UpdateStage')).toMatchObject({
    responseElements: {
      stageVariables: { password: 'HIDDEN_DUE_TO_SECURITY_REASONS', url: 'shown.example' },
    },
  });
});
