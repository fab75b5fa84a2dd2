import { closePayload, frame, opcodes } from '#libs/testing';
import { byteWise, fragments, hex, text, type ProtocolCase } from '../protocol-case.js';

const codePoint = (value: number): ProtocolCase => {
  const payload = `(${String.fromCodePoint(value)})`;
  return {
    name: `a text with U+${value.toString(16).toUpperCase().padStart(4, '0')}`,
    send: [text(payload)],
    echoes: [payload],
  };
};

/** First and last of each length, neighbours of the surrogates, and what decoders like to drop. */
const codePoints = [
  0x00, 0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xe000, 0xfeff, 0xfffd, 0xfffe, 0xffff, 0x1_0000, 0x1_fffe,
  0x10_ffff,
];

const broken: Readonly<Record<string, string>> = {
  'a continuation byte alone': '80',
  'the last continuation byte alone': 'bf',
  'two bytes, the second missing': 'c3',
  'three bytes, the third missing': 'e2 82',
  'four bytes, the fourth missing': 'f0 9f 92',
  'two bytes, the second no continuation': 'c3 28',
  'three bytes, the third no continuation': 'e2 82 28',
  'U+0000 in two bytes': 'c0 80',
  'U+007F in two bytes': 'c1 bf',
  'U+002F in three bytes': 'e0 80 af',
  'U+07FF in three bytes': 'e0 9f bf',
  'U+002F in four bytes': 'f0 80 80 af',
  'U+FFFF in four bytes': 'f0 8f bf bf',
  'the surrogate U+D800': 'ed a0 80',
  'the surrogate U+DFFF': 'ed bf bf',
  'a pair of surrogates': 'ed a0 80 ed b0 80',
  'U+110000': 'f4 90 80 80',
  'a first byte of F5': 'f5 80 80 80',
  'five bytes': 'f8 88 80 80 80',
  'six bytes': 'fc 84 80 80 80 80',
  'a byte of FE': 'fe',
  'a byte of FF': 'ff',
};

const invalid = ([name, digits]: [string, string]): ProtocolCase => ({
  name: `a text that is not UTF-8: ${name}`,
  send: [text(Buffer.concat([Buffer.from('good '), hex(digits), Buffer.from(' good')]))],
  close: 1007,
});

/** κόσμε, and the code points that take two, three and four bytes. */
const word = 'κόσμε';
const [two, three, four] = ['é', '€', '💡'].map((one) => Buffer.from(one)) as [Buffer, Buffer, Buffer];

// RFC 6455, 8.1: a message that is not UTF-8 fails the connection, with 1007 (7.4.1).
export const utf8Cases: readonly ProtocolCase[] = [
  ...codePoints.map(codePoint),
  { name: 'a Greek word', send: [text(word)], echoes: [word] },
  { name: 'a Greek word byte by byte', send: byteWise(text(word)), echoes: [word] },
  {
    name: 'a Greek word in fragments of one byte each',
    send: fragments(...[...Buffer.from(word)].map((byte) => Buffer.of(byte))),
    echoes: [word],
  },
  {
    name: 'a code point of two bytes cut by fragments',
    send: fragments(two.subarray(0, 1), two.subarray(1)),
    echoes: ['é'],
  },
  {
    name: 'a code point of three bytes cut by fragments',
    send: fragments(three.subarray(0, 1), three.subarray(1, 2), three.subarray(2)),
    echoes: ['€'],
  },
  {
    name: 'a code point of four bytes cut by fragments, with an empty one between',
    send: fragments(four.subarray(0, 2), '', four.subarray(2)),
    echoes: ['💡'],
  },
  {
    name: 'a ping between the bytes of a code point',
    send: [fragments(two.subarray(0, 1), '')[0]!, frame(opcodes.ping), fragments('', two.subarray(1))[1]!],
    pongs: [''],
    echoes: ['é'],
  },
  ...Object.entries(broken).map(invalid),
  {
    name: 'a text that breaks off in a code point',
    send: [text(Buffer.concat([Buffer.from(word), four.subarray(0, 3)]))],
    close: 1007,
  },
  {
    name: 'a text in fragments that breaks off in a code point',
    send: fragments('good', three.subarray(0, 2)),
    close: 1007,
  },
  {
    name: 'a code point that the next fragment does not go on with',
    send: fragments(two.subarray(0, 1), 'a'),
    close: 1007,
  },
  {
    name: 'a last fragment that is not UTF-8 behind two that are',
    send: fragments('good', word, hex('ed a0 80')),
    close: 1007,
  },
  {
    name: 'a text that is not UTF-8 behind a good one',
    send: [text('good'), text(hex('ff'))],
    mayEcho: ['good'],
    close: 1007,
  },
  {
    name: 'a close frame whose reason is not UTF-8',
    send: [frame(opcodes.close, { payload: closePayload(1000, hex('ce ba e1 bd')) })],
    close: 1007,
  },
];
