import { checkMappings } from './mapping-expression.js';

const refusal =
  'Invalid mapping expression specified: Validation Result: warnings : [], errors : ' +
  '[Parameter name should match the following regular expression: ^[a-zA-Z0-9._$-]+$]';

test.each([
  ['method-request', 'method.request.querystring.page[size]'],
  ['method-request', 'method.request.header.a,b'],
  ['method-response', "method.response.header.it's"],
  ['integration-request', 'integration.request.querystring.filter[]'],
] as const)('a parameter whose name no mapping can have is refused: %s %s', (side, key) => {
  expect(checkMappings({ [key]: true }, side)).toMatchObject({ message: refusal });
});

test.each(['page.size', '$top', 'X-Amz_Date', '__proto__'])('%s is a name', (name) => {
  expect(checkMappings({ [`method.request.querystring.${name}`]: true }, 'method-request')).toBeUndefined();
});
