import {
  http,
  mapping,
  method,
  mock,
  integrationResponse,
  snapshot,
  templatesOf,
} from '../../testing/documents.js';
import { startBackend, type TestBackend } from '../../testing/backend.js';
import { startTestSystem, type TestSystem } from '../../testing/test-gateway.js';

let system: TestSystem;
let backend: TestBackend;
const seen = () => backend.seen.at(-1)!;

const requestTemplate = `#set($o = $context.requestOverride)
#set($o.header.X-Mapped = 'override')#set($o.header["content-type"] = "text/csv")#set($o.header.Many = ['a', 'b'])
#set($o.path.id = 'over')#set($o.querystring.q = 'a b')#set($o.querystring.more = ['1', '2']){}`;
const statuses = { '200': { headers: [] } };

beforeAll(async () => {
  backend = await startBackend();
  system = await startTestSystem();
  const to = (template: string) => ({
    GET: method(
      http('HTTP', `${backend.origin}/b/{id}?fixed=1`, {
        parameters: [
          mapping('header', 'x-mapped', "'mapped'"),
          mapping('path', 'id', "'mapped'"),
          mapping('querystring', 'q', "'mapped'"),
          mapping('querystring', 'kept', "'yes'"),
        ],
        requestTemplates: templatesOf({ 'application/json': template }),
      }),
    ),
  });
  const mocked = (request: string, response: string | null, headers: Record<string, string> = {}) => ({
    GET: method(
      mock({ 'application/json': `${request}{"statusCode": 200}` }, [
        integrationResponse(
          '200',
          null,
          response === null ? null : { 'application/json': response },
          headers,
        ),
      ]),
      { methodResponses: statuses },
    ),
  });
  await system.deploy(
    snapshot({
      '/request': to(requestTemplate),
      '/framing': to(`#set($context.requestOverride.header["Content-Length"] = '1'){}`),
      '/dots': to(`#set($context.requestOverride.path.id = '../secret'){}`),
      '/bad-name': to(`#set($context.requestOverride.header["X: 1
Y"] = '1'){}`),
      '/status': mocked('', '#set($context.responseOverride.status = 418)tea'),
      '/headers': mocked(
        '',
        '#set($context.responseOverride.header.x-a = "new")#set($context.responseOverride.header.Content-Type = "text/plain")#set($context.responseOverride.header.Server = "me")x',
        { 'X-A': "'old'", 'X-B': "'kept'" },
      ),
      '/carried': mocked(
        `#set($context.requestOverride.path.x = 'handed')#set($context.custom = 'on')#set($context.responseOverride.status = 444)#set($context.responseOverride.header.foo = 'bar')`,
        '$context.requestOverride.path.x $context.custom',
      ),
      '/carried-without-template': mocked(
        `#set($context.responseOverride.status = 444)#set($context.responseOverride.header.foo = 'bar')`,
        null,
      ),
      '/spelling': mocked(
        '',
        '#foreach($n in $input.params().header.keySet())$n=$input.params().header.get($n);#end',
      ),
    }),
  );
});
afterAll(async () => {
  await system.stop();
  await backend.close();
});

test('a request template writes over mapped headers, path and query parameters; the rest stays', async () => {
  expect((await system.call('/dev/request')).status).toBe(200);
  expect(seen().url).toBe('/b/over?fixed=1&kept=yes&q=a%20b&more=1&more=2');
  expect(seen().headers).toMatchObject({ 'x-mapped': 'override', 'content-type': 'text/csv', many: 'a,b' });
});

test.each(['framing', 'dots', 'bad-name'])(
  'an override that would break the request to the backend is a 500: %s',
  async (path) => {
    const before = backend.seen.length;
    expect((await system.call(`/dev/${path}`)).status).toBe(500);
    expect(backend.seen).toHaveLength(before);
  },
);

test('a response template sets a status, also one that the method does not declare', async () => {
  expect(await system.call('/dev/status')).toMatchObject({ status: 418, body: 'tea' });
});

test('a response template writes over mapped headers by any spelling, under the names that may leave', async () => {
  const { headers } = await system.call('/dev/headers');
  expect(headers).toMatchObject({
    'x-a': 'new',
    'x-b': 'kept',
    'content-type': 'text/plain',
    'x-amzn-remapped-server': 'me',
  });
});

test('what the request template has set, the response template reads and the response carries', async () => {
  const response = await system.call('/dev/carried');
  expect(response).toMatchObject({ status: 444, body: 'handed on' });
  expect(response.headers.foo).toBe('bar');
});

test('overrides of the request template are applied without a response template, too', async () => {
  const response = await system.call('/dev/carried-without-template');
  expect(response).toMatchObject({ status: 444, body: '' });
  expect(response.headers.foo).toBe('bar');
});

test('headers are listed as the caller spells them, well-known ones in their own form', async () => {
  const { body } = await system.call('/dev/spelling', {
    headers: { 'tEsT-HEADeR': 'x', authorization: 'y' },
  });
  expect(body).toContain('tEsT-HEADeR=x;');
  expect(body).toContain('Authorization=y;');
});
