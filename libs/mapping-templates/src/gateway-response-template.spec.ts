import { renderGatewayResponseTemplate, type GatewayResponseScope } from './index.js';

const scope: GatewayResponseScope = {
  params: { path: { id: '7' }, querystring: { q: 'x y' }, header: { 'X-Note': 'hello' } },
  context: {
    stage: 'prod',
    error: { message: 'No "entry"', messageString: '"No \\"entry\\""', responseType: 'ACCESS_DENIED' },
  },
  stageVariables: { color: 'blue' },
};

test.each([
  ['{"message":$context.error.messageString}', '{"message":"No \\"entry\\""}'],
  ['$context.error.responseType: $context.error.message', 'ACCESS_DENIED: No "entry"'],
  ['at $context.stage.', 'at prod.'],
  ['${context.stage}x ${stageVariables.color}y', 'prodx bluey'],
  ['$stageVariables.color', 'blue'],
  ['method.request.header.X-Note', 'hello'],
  ['$method.request.header.X-Note', 'hello'],
  ['"method.request.path.id", "method.request.querystring.q"', '"7", "x y"'],
])('%s is filled', (text, filled) => expect(renderGatewayResponseTemplate(text, scope)).toBe(filled));

test.each([
  '$context.no.such',
  '$context.error',
  '$context.constructor.constructor',
  '$stageVariables.__proto__',
  'method.request.header.toString',
])('%s prints nothing', (text) => expect(renderGatewayResponseTemplate(`[${text}]`, scope)).toBe('[]'));

test.each([
  '#if(true)x#end',
  '$util.urlEncode(1)',
  "$input.params('x')",
  '$5',
  'other.method.request.header.X',
  '${context.a',
  '$&',
])('%s stays as it is: this is no VTL', (text) =>
  expect(renderGatewayResponseTemplate(text, scope)).toBe(text),
);

test('values are not read as templates and their dollar signs mean nothing', () => {
  const given = { ...scope, stageVariables: { color: "$context.stage $& $1 $'" } };
  expect(renderGatewayResponseTemplate('<$stageVariables.color>', given)).toBe("<$context.stage $& $1 $'>");
});
