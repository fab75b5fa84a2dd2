import { frame, opcodes } from '#libs/testing';
import { byteWise, text, type ProtocolCase } from '../protocol-case.js';

// RFC 6455, 5.2. 32,768 bytes are what AWS lets a frame have.
const lengths = [1, 2, 124, 125, 126, 127, 128, 255, 256, 4_096, 32_767, 32_768];

const ofLength = (bytes: number): ProtocolCase => {
  const payload = 'x'.repeat(bytes);
  return { name: `a text of ${bytes} bytes`, send: [text(payload)], echoes: [payload] };
};

/** Nothing in RFC 6455 has a receiver refuse a length that takes more bits than it needs. */
const inMoreBits = (bytes: number, lengthBits: 16 | 64): ProtocolCase => {
  const payload = 'x'.repeat(bytes);
  return {
    name: `a text of ${bytes} bytes whose length is written in ${lengthBits} bits`,
    send: [text(payload, { lengthBits })],
    echoes: [payload],
  };
};

const unknownOpcode = (opcode: number): ProtocolCase => ({
  name: `a frame of the reserved opcode ${opcode}`,
  send: [frame(opcode, { payload: opcode % 2 === 0 ? '' : 'x' })],
  close: 1002,
});

export const framingCases: readonly ProtocolCase[] = [
  ...lengths.map(ofLength),
  inMoreBits(5, 16),
  inMoreBits(5, 64),
  inMoreBits(200, 64),
  { name: 'a text of no bytes', send: [text('')], mayEcho: [''] },
  { name: 'a text byte by byte', send: byteWise(text('abc')), echoes: ['abc'] },
  {
    name: 'a text of 200 bytes byte by byte',
    send: byteWise(text('y'.repeat(200))),
    echoes: ['y'.repeat(200)],
  },
  {
    name: 'a head, then its mask, then its payload',
    send: [text('later').subarray(0, 2), ...cut(text('later'), 2, 6)],
    echoes: ['later'],
  },
  { name: 'three texts in one write', send: [Buffer.concat(numbered(3))], echoes: ['0', '1', '2'] },
  {
    name: 'fifty texts in one write',
    send: [Buffer.concat(numbered(50))],
    echoes: Array.from({ length: 50 }, (_, index) => String(index)),
  },
  {
    name: 'a text and half of the next in one write',
    send: cut(Buffer.concat([text('one'), text('two', { mask: Buffer.alloc(4, 7) })]), 0, 12),
    echoes: ['one', 'two'],
  },
  ...[3, 4, 5, 6, 7, 11, 12, 13, 14, 15].map(unknownOpcode),
  {
    name: 'a reserved opcode behind a good text',
    send: [text('good'), frame(5)],
    mayEcho: ['good'],
    close: 1002,
  },
  {
    name: 'a reserved opcode of control in the middle of a message',
    send: [text('a', { fin: false }), frame(11), frame(opcodes.continuation, { payload: 'b' })],
    close: 1002,
  },
  { name: 'a binary message', send: [frame(opcodes.binary, { payload: 'abc' })], close: 1003 },
  { name: 'a binary message of no bytes', send: [frame(opcodes.binary)], close: 1003 },
  {
    name: 'a binary message in fragments',
    send: [
      frame(opcodes.binary, { payload: 'ab', fin: false }),
      frame(opcodes.continuation, { payload: 'c' }),
    ],
    close: 1003,
  },
  {
    name: 'a binary message behind a good text',
    send: [text('good'), frame(opcodes.binary, { payload: 'abc' })],
    mayEcho: ['good'],
    close: 1003,
  },
];

function numbered(count: number): Buffer[] {
  return Array.from({ length: count }, (_, index) => text(String(index)));
}

/** The bytes from `start` in two pieces, cut at `at`. */
function cut(bytes: Buffer, start: number, at: number): Buffer[] {
  return [bytes.subarray(start, at), bytes.subarray(at)];
}
