import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { decodeEntry, encodeEntry, openEntry, sealEntry } from './entry-bytes.js';
import { createResponseKeys, entryName } from './entry-names.js';

const keys = createResponseKeys('token');
const name = entryName(keys, 'scope', 'key');
const content = { status: 200, headers: ['Content-Type', 'text/plain'], body: Buffer.from('of a caller') };

test('any response is the same again after both ways, in clear and encrypted', () => {
  const contents = fc.record({
    status: fc.integer({ min: 200, max: 599 }),
    headers: fc
      .array(fc.tuple(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' })))
      .map((fields) => fields.flat()),
    body: fc.uint8Array().map((bytes) => Buffer.from(bytes)),
  });
  fc.assert(
    fc.property(contents, (any) => {
      const plain = encodeEntry(any);
      expect(decodeEntry(plain)).toEqual(any);
      const opened = openEntry(keys.encryption, name, sealEntry(keys.encryption, name, plain));
      expect(decodeEntry(opened!)).toEqual(any);
    }),
  );
});

test('bytes that are no entry are none, whatever they are', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.integer({ min: 0, max: 3 }), (bytes, kind) => {
      const any = Buffer.from([kind, ...bytes]);
      expect(() => decodeEntry(any)).not.toThrow();
      expect(openEntry(keys.encryption, name, any)).toBeNull();
    }),
    { numRuns: 1000 },
  );
  const plain = encodeEntry(content);
  for (let length = 0; length < plain.length - content.body.length; length++) {
    expect(decodeEntry(plain.subarray(0, length))).toBeNull();
  }
  for (const head of ['{}', '[200]', '["200",[]]', '[200,["a"]]', '[200,[1,2]]', 'null', '[200,{}']) {
    const start = Buffer.from([1, 0, 0, 0, head.length]);
    expect(decodeEntry(Buffer.concat([start, Buffer.from(head)]))).toBeNull();
  }
});

test('an encrypted entry shows nothing of itself, and no two are alike', () => {
  const plain = encodeEntry(content);
  const [one, two] = [sealEntry(keys.encryption, name, plain), sealEntry(keys.encryption, name, plain)];
  expect(one.includes('text/plain') || one.includes('of a caller')).toBe(false);
  expect(one.equals(two)).toBe(false);
});

test('an encrypted entry opens under its own name and with its own key only, with every byte as it was', () => {
  const sealed = sealEntry(keys.encryption, name, encodeEntry(content));
  expect(openEntry(keys.encryption, name, sealed)).not.toBeNull();
  expect(openEntry(keys.encryption, entryName(keys, 'scope', 'another'), sealed)).toBeNull();
  expect(openEntry(keys.encryption, entryName(keys, 'another', 'key'), sealed)).toBeNull();
  expect(openEntry(createResponseKeys('another token').encryption, name, sealed)).toBeNull();
  expect(openEntry(randomBytes(32), name, sealed)).toBeNull();
  for (let index = 0; index < sealed.length; index++) {
    const changed = Buffer.from(sealed);
    changed[index]! ^= 1;
    expect(openEntry(keys.encryption, name, changed)).toBeNull();
  }
  for (let length = 0; length < sealed.length; length++) {
    expect(openEntry(keys.encryption, name, sealed.subarray(0, length))).toBeNull();
  }
});

test('names tell nothing of keys to who has not the token, and those of two scopes differ', () => {
  expect(entryName(keys, 'scope', 'Authorization: secret').toString('latin1')).not.toContain('secret');
  expect(entryName(createResponseKeys('another token'), 'scope', 'key')).not.toEqual(name);
  expect(entryName(keys, 'scope 2', 'key')).not.toEqual(name);
  expect(entryName(keys, 'scope', 'key')).toEqual(name);
});
