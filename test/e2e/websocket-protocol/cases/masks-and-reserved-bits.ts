import { closePayload, frame, opcodes } from '#libs/testing';
import { continuation, fragments, more, text, type ProtocolCase } from '../protocol-case.js';

const unmasked = { mask: null } as const;

/** No extension was agreed on, so each of the three bits is an error (RFC 6455, 5.2). */
const reserved = (bits: number): ProtocolCase => ({
  name: `a text with the reserved bits ${bits.toString(2).padStart(3, '0')}`,
  send: [text('bits', { reserved: bits })],
  close: 1002,
});

const maskedBy = (name: string, mask: Buffer): ProtocolCase => ({
  name: `a text masked by ${name}`,
  send: [text('mask', { mask })],
  echoes: ['mask'],
});

export const maskCases: readonly ProtocolCase[] = [
  // RFC 6455, 5.1: a server closes upon a frame that is not masked, and may send 1002.
  { name: 'a text without a mask', send: [text('bare', unmasked)], close: 1002 },
  { name: 'an empty text without a mask', send: [text('', unmasked)], close: 1002 },
  { name: 'a ping without a mask', send: [frame(opcodes.ping, unmasked)], close: 1002 },
  { name: 'a pong without a mask', send: [frame(opcodes.pong, unmasked)], close: 1002 },
  {
    name: 'a close frame without a mask',
    send: [frame(opcodes.close, { payload: closePayload(1000), ...unmasked })],
    close: 1002,
  },
  {
    name: 'a fragment without a mask behind one with',
    send: [text('a', more), continuation('b', unmasked)],
    close: 1002,
  },
  {
    name: 'a text without a mask behind a good one',
    send: [text('good'), text('bare', unmasked)],
    mayEcho: ['good'],
    close: 1002,
  },
  maskedBy('zeros', Buffer.alloc(4)),
  maskedBy('ones', Buffer.alloc(4, 0xff)),
  maskedBy('its own bytes', Buffer.from('mask')),
  {
    name: 'fragments with a mask each',
    send: [
      text('ab', { ...more, mask: hexMask(1) }),
      continuation('cd', { ...more, mask: hexMask(2) }),
      continuation('ef', { mask: hexMask(3) }),
    ],
    echoes: ['abcdef'],
  },
];

export const reservedBitCases: readonly ProtocolCase[] = [
  ...[1, 2, 3, 4, 5, 6, 7].map(reserved),
  { name: 'a ping with a reserved bit', send: [frame(opcodes.ping, { reserved: 4 })], close: 1002 },
  { name: 'a pong with a reserved bit', send: [frame(opcodes.pong, { reserved: 2 })], close: 1002 },
  {
    name: 'a close frame with a reserved bit',
    send: [frame(opcodes.close, { payload: closePayload(1000), reserved: 1 })],
    close: 1002,
  },
  {
    name: 'a continuation with a reserved bit',
    send: [text('a', more), continuation('b', { reserved: 4 })],
    close: 1002,
  },
  {
    name: 'a reserved bit behind a good text',
    send: [text('good'), text('bits', { reserved: 2 })],
    mayEcho: ['good'],
    close: 1002,
  },
  {
    name: 'a reserved bit in the first of two fragments',
    send: [text('a', { ...more, reserved: 4 }), ...fragments('b').slice(1)],
    close: 1002,
  },
];

function hexMask(byte: number): Buffer {
  return Buffer.of(byte, byte * 16, 255 - byte, 0);
}
