import { startControlPlane, type TestControlPlane } from '../../testing/start-control-plane.js';

async function shownBy(env: Readonly<Record<string, string>>): Promise<unknown> {
  const plane: TestControlPlane = await startControlPlane({ env });
  try {
    return await (await plane.signedFetch('/_tollgate/v1/installation')).json();
  } finally {
    await plane.close();
  }
}

test('where APIs are called is told as it was set, and by the domain otherwise', async () => {
  expect(await shownBy({ TOLLGATE_DOMAIN: 'example.com' })).toEqual({
    executeApiUrl: 'https://{apiId}.execute-api.{region}.example.com',
  });
  const TOLLGATE_EXECUTE_API_URL = 'http://{apiId}.execute-api.localhost:8080';
  expect(await shownBy({ TOLLGATE_EXECUTE_API_URL })).toEqual({ executeApiUrl: TOLLGATE_EXECUTE_API_URL });
});
