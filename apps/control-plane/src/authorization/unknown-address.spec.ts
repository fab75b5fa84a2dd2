import { execFileSync } from 'node:child_process';
import { GetRestApisCommand } from '@aws-sdk/client-api-gateway';
import { signRequest } from '#libs/sigv4';
import { allowing, denying, limitedUser } from '../testing/limited-user.js';
import { startControlPlane, type TestControlPlane } from '../testing/start-control-plane.js';

let plane: TestControlPlane;
beforeAll(async () => {
  plane = await startControlPlane();
});
afterAll(() => plane?.close());

test('who resets the connection behind a call passes no policy for addresses', async () => {
  const fromHere = { Condition: { IpAddress: { 'aws:SourceIp': '127.0.0.0/8' } } };
  const user = await limitedUser(plane, allowing('*'), denying('apigateway:POST', '*', fromHere));
  const reader = await limitedUser(plane, allowing('*'));
  const body = '{"name":"made from nowhere"}';
  const { host, port } = new URL(plane.url);
  const signed = signRequest({
    method: 'POST',
    rawPath: '/restapis',
    rawQuery: '',
    headers: { host },
    body,
    credentials: user.credentials,
    region: 'us-east-1',
    service: 'apigateway',
    now: Date.now(),
  });
  const lines = Object.entries(signed).map(([name, value]) => `${name}: ${String(value)}`);
  const text = ['POST /restapis HTTP/1.1', ...lines, `content-length: ${body.length}`, '', body].join('\r\n');
  const script = `
    const socket = require('node:net').connect(${port}, '127.0.0.1', () =>
      socket.write(process.argv[1], () => socket.resetAndDestroy()));
    socket.on('error', () => process.exit(1));`;
  execFileSync(process.execPath, ['-e', script, text]);
  // Behind it on the same loop and the same database.
  for (let call = 0; call < 3; call += 1) {
    expect((await reader.gateway.send(new GetRestApisCommand({}))).items ?? []).toEqual([]);
  }
});
