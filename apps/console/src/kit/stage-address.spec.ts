import { addressOf } from './stage-address.js';

test('the stage is in the path, but for $default of an HTTP API', () => {
  const template = 'https://{apiId}.execute-api.{region}.example.com';
  const at = { apiId: 'a1', region: 'eu-west-1' };
  expect(addressOf(template, { ...at, version: 'rest', stageName: 'prod' })).toBe(
    'https://a1.execute-api.eu-west-1.example.com/prod',
  );
  expect(addressOf(template, { ...at, version: 'v2', stageName: '$default' })).toBe(
    'https://a1.execute-api.eu-west-1.example.com/',
  );
});
