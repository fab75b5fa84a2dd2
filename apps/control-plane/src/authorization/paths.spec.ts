import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import fc from 'fast-check';
import { signRequest } from '#libs/sigv4';
import { allowing, denying, gatewayArn, limitedUser, type LimitedUser } from '../testing/limited-user.js';
import { seedRestApi } from '../testing/seed-rest-api.js';
import { startControlPlane, type TestControlPlane } from '../testing/start-control-plane.js';

let plane: TestControlPlane;
let mine: string;
let other: string;
/** May do all with one API. */
let limited: LimitedUser;
/** May do all but with the other one. */
let kept: LimitedUser;
beforeAll(async () => {
  plane = await startControlPlane();
  mine = (await seedRestApi(plane)).id;
  other = (await seedRestApi(plane)).id;
  const below = (id: string) => [gatewayArn(`/restapis/${id}`), gatewayArn(`/restapis/${id}/*`)];
  limited = await limitedUser(plane, allowing('apigateway:*', below(mine)));
  kept = await limitedUser(
    plane,
    allowing('apigateway:*'),
    ...below(other).map((resource) => denying('apigateway:*', resource)),
  );
});
afterAll(() => plane.close());

/** GET of a path as it stands: `fetch` would resolve dots in it. */
async function get(path: string, { credentials }: LimitedUser) {
  const { port, host } = new URL(plane.url);
  const { host: _host, ...headers } = signRequest({
    method: 'GET',
    rawPath: path,
    rawQuery: '',
    headers: { host },
    body: '',
    credentials,
    region: 'us-east-1',
    service: 'apigateway',
    now: Date.now(),
  });
  const sent = request({ host: '127.0.0.1', port, path, headers: { ...headers, host } });
  sent.end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return { status: response.statusCode ?? 0, text: await text(response) };
}

type Spelling = 'plain' | 'upper' | 'lower' | 'twice';

/** How each character of an id is written. */
const spellings = (...how: Spelling[]) => fc.array(fc.constantFrom(...how), { minLength: 10, maxLength: 10 });

const spell = (id: string, how: readonly Spelling[]): string =>
  [...id]
    .map((character, at) => {
      const hex = character.charCodeAt(0).toString(16);
      const escapes = {
        plain: character,
        upper: `%${hex.toUpperCase()}`,
        lower: `%${hex}`,
        twice: `%25${hex}`,
      };
      return escapes[how[at] ?? 'plain'];
    })
    .join('');

const oddParts = [
  '..',
  '.',
  '',
  '/',
  '%2f',
  '%2F',
  '%5c',
  '%00',
  ';',
  '%3f',
  '*',
  '%2e%2e',
  '%252e%252e',
  '%c0%af',
];

test('no spelling of a path leads to what policies keep from a user', async () => {
  const part = fc.oneof(
    fc.constantFrom(...oddParts).map((odd) => () => odd),
    fc.constant(() => mine),
    spellings('plain', 'upper', 'lower', 'twice').map((how) => () => spell(other, how)),
    fc.constant(() => other),
  );
  const parts = fc.array(part, { minLength: 1, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(parts, fc.constantFrom('/', '%2F', '%2f', ''), async (parts, joint) => {
      const path = parts.map((made) => made()).join(joint);
      for (const who of [limited, kept]) {
        const { status, text: body } = await get(`/restapis/${path}`, who);
        expect(status).toBeLessThan(500);
        // The list is a resource of its own.
        if (status < 400 && !body.startsWith('{"item"')) expect(body).not.toContain(`"id":"${other}"`);
      }
    }),
    { numRuns: 150 },
  );
});

test('an id may be escaped, and stays the same', async () => {
  await fc.assert(
    fc.asyncProperty(spellings('plain', 'upper', 'lower'), async (how) => {
      expect((await get(`/restapis/${spell(mine, how)}`, limited)).status).toBe(200);
      expect((await get(`/restapis/${spell(other, how)}`, limited)).status).toBe(403);
      expect((await get(`/restapis/${spell(other, how)}`, kept)).status).toBe(403);
      expect((await get(`/restapis/${spell(other, how)}/resources`, kept)).status).toBe(403);
    }),
    { numRuns: 30 },
  );
});

test('what is checked is what is acted upon, segment by segment', async () => {
  const nobody = await limitedUser(plane);
  const segment = fc.oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }),
    fc.constantFrom('a/b', '..', '../x', 'a%2Fb', '*', '?', 'a b', 'é', '%', ':', '(none)'),
  );
  await fc.assert(
    fc.asyncProperty(segment, segment, async (restApiId, stageName) => {
      const path = `/restapis/${encodeURIComponent(restApiId)}/stages/${encodeURIComponent(stageName)}`;
      const { status, text: body } = await get(path, nobody);
      expect(status).toBe(403);
      const { message } = JSON.parse(body) as { message: string };
      expect(message).toContain(`on resource: ${gatewayArn(path)} because`);
    }),
    { numRuns: 60 },
  );
});
