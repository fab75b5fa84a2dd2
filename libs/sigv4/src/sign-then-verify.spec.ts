import fc from 'fast-check';
import { presignRequest, signRequest, verifyRequest, type SignInput } from './index.js';

const secretAccessKey = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';
const runs = { numRuns: 300 };

// A piece of a path or query as it can be on the wire: escapes, reserved characters, bare per cent signs.
const piece = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        'a',
        'Z',
        '0',
        '-',
        '~',
        '+',
        ':',
        '@',
        '%2F',
        '%2f',
        '%20',
        '%25',
        '%C3%A9',
        '%FF',
        '%',
        'ü',
        '!',
        "'",
        '*',
      ),
      fc.stringMatching(/^[a-z0-9]{1,3}$/),
    ),
    { minLength: 1, maxLength: 5 },
  )
  .map((parts) => parts.join(''));

const request: fc.Arbitrary<SignInput> = fc.record({
  method: fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE'),
  rawPath: fc.array(piece, { maxLength: 4 }).map((segments) => `/${segments.join('/')}`),
  rawQuery: fc
    .array(fc.tuple(piece, fc.option(piece)), { maxLength: 4 })
    .map((pairs) => pairs.map(([name, value]) => (value === null ? name : `${name}=${value}`)).join('&')),
  headers: fc.record({
    host: fc.constant('localhost:4000'),
    'x-note': fc.oneof(
      fc.stringMatching(/^[ -~]{0,12}$/),
      fc.array(fc.stringMatching(/^[!-~]{1,5}$/), { minLength: 1 }),
    ),
  }),
  body: fc.uint8Array({ maxLength: 40 }),
  credentials: fc.constant({ accessKeyId: 'AKIDEXAMPLE', secretAccessKey }),
  region: fc.constantFrom('us-east-1', 'eu-central-1'),
  service: fc.constantFrom('apigateway', 'sts', 's3'),
  now: fc.integer({ min: 0, max: 4_000_000_000 }).map((seconds) => seconds * 1000),
});

function accepts(signed: SignInput): boolean {
  return verifyRequest({
    ...signed,
    expectedServices: [signed.service],
    findCredential: (id) => (id === 'AKIDEXAMPLE' ? { secretAccessKey } : undefined),
  }).ok;
}

const sign = (input: SignInput): SignInput => ({ ...input, headers: signRequest(input) });

test('whatever is signed verifies', () => {
  fc.assert(
    fc.property(request, (input) => accepts(sign(input))),
    runs,
  );
});

test('whatever is presigned verifies', () => {
  fc.assert(
    fc.property(request, (input) =>
      accepts({ ...input, rawQuery: presignRequest({ ...input, expiresSeconds: 60 }) }),
    ),
    runs,
  );
});

test('one changed letter or digit of path, query or a header is refused', () => {
  const where = fc.constantFrom('path', 'query', 'x-note', 'host', 'authorization', 'x-amz-date');
  fc.assert(
    fc.property(request, where, fc.nat(), (input, place, seed) => {
      const signed = sign(input);
      const texts = new Map([
        ['path', signed.rawPath],
        ['query', signed.rawQuery],
      ]);
      const changed = changeOne(texts.get(place) ?? String(signed.headers[place]), seed);
      if (changed === undefined) return true;
      if (place === 'path') return !accepts({ ...signed, rawPath: changed });
      if (place === 'query') return !accepts({ ...signed, rawQuery: changed });
      return !accepts({ ...signed, headers: { ...signed.headers, [place]: changed } });
    }),
    runs,
  );
});

test('one flipped bit of the body, another method, a dropped or added parameter is refused', () => {
  fc.assert(
    fc.property(request, fc.nat(), (input, seed) => {
      const signed = sign(input);
      const body = Uint8Array.from([...(signed.body as Uint8Array), 0]);
      body[seed % body.length]! ^= 1 << (seed % 8);
      expect(accepts({ ...signed, body })).toBe(false);
      expect(accepts({ ...signed, method: 'HEAD' })).toBe(false);
      expect(accepts({ ...signed, rawQuery: `${signed.rawQuery}&added=` })).toBe(false);
      if (signed.rawQuery !== '') expect(accepts({ ...signed, rawQuery: '' })).toBe(false);
    }),
    runs,
  );
});

test('any bytes as headers and query are answered, never thrown at', () => {
  const names = ['authorization', 'x-amz-date', 'date', 'host', 'x-amz-content-sha256'];
  const value = fc.oneof(
    fc.string(),
    fc.array(fc.string(), { maxLength: 2 }),
    fc
      .string()
      .map((text) => `AWS4-HMAC-SHA256 Credential=${text}, SignedHeaders=${text}, Signature=${text}`),
  );
  const query = fc
    .array(fc.tuple(fc.constantFrom('X-Amz-Algorithm', 'X-Amz-Credential', 'X-Amz-Date', 'x'), fc.string()))
    .map((pairs) => pairs.map(([name, text]) => `${name}=${text}`).join('&'));
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom(...names), value),
      query,
      fc.string(),
      (headers, rawQuery, rawPath) => {
        const basics = { method: 'GET', rawPath, rawQuery, headers, body: '', now: 0 };
        const result = verifyRequest({
          ...basics,
          expectedServices: ['apigateway'],
          findCredential: () => ({ secretAccessKey }),
        });
        expect(result.ok).toBe(false);
      },
    ),
    runs,
  );
});

// Escapes are left alone: %2f and %2F are one text by RFC 3986, so a change there may rightly make no
// difference.
function changeOne(text: string, seed: number): string | undefined {
  const places = [...text.matchAll(/%[0-9A-Fa-f]{2}|([A-Za-z0-9])/g)].filter(
    (match) => match[1] !== undefined,
  );
  const place = places[seed % places.length];
  if (place === undefined) return undefined;
  const other = place[1] === 'Q' ? 'R' : 'Q';
  return text.slice(0, place.index) + other + text.slice(place.index + 1);
}
