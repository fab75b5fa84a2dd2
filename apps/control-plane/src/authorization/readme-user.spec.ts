import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { CreateRestApiCommand, GetRestApiCommand } from '@aws-sdk/client-api-gateway';
import { startControlPlane, type TestControlPlane } from '../testing/start-control-plane.js';

const run = promisify(execFile);
let plane: TestControlPlane;
beforeAll(async () => {
  plane = await startControlPlane();
});
afterAll(() => plane.close());

test('the README’s user with limited rights, by aws-cli, line by line', async () => {
  const readme = await readFile(new URL('../../../../README.md', import.meta.url), 'utf8');
  const [, lines = ''] = /^## Users with limited rights\n[^]*?```sh\n([^]*?)```/m.exec(readme) ?? [];
  const { id: restApiId } = await plane.client.send(new CreateRestApiCommand({ name: 'tour' }));
  // One of the lines is refused.
  const { stdout, stderr } = await run('bash', ['-c', lines], {
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: '/nonexistent',
      AWS_ENDPOINT_URL: plane.url,
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: plane.credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: plane.credentials.secretAccessKey,
      AWS_MAX_ATTEMPTS: '1',
      API: restApiId,
    },
  });
  const who = `arn:aws:iam::${plane.accountId}:user/ada`;
  expect(stdout).toContain(`"Arn": "${who}"`);
  expect(stdout).toContain('"description": "hers"');
  expect(stderr.trim().replace(/^aws: \[ERROR\]: /, '')).toBe(
    'An error occurred (AccessDeniedException) when calling the CreateRestApi operation: ' +
      `User: ${who} is not authorized to perform: apigateway:POST on resource: ` +
      'arn:aws:apigateway:us-east-1::/restapis because no identity-based policy allows the apigateway:POST action',
  );
  const changed = await plane.client.send(new GetRestApiCommand({ restApiId }));
  expect(changed.description).toBe('hers');
});
