import { frame, opcodes } from '#libs/testing';
import { continuation, fragments, more, text, type ProtocolCase } from '../protocol-case.js';

// AWS: a frame of 32 KB and a message of 128 KB at most, else 1009 (quotas of WebSocket APIs).
const frameBytesMax = 32_768;
const messageBytesMax = 131_072;

const kilobytes = (count: number): string[] => Array.from({ length: count }, () => 'k'.repeat(1_024));

/** The head must do: a server that waits for such a payload, or sets memory aside for it, is broken. */
const declared = (length: number | bigint, lengthBits: 16 | 64): ProtocolCase => ({
  name: `a head that claims ${length} bytes, and no payload`,
  send: [text('', { declaredLength: length, lengthBits })],
  close: 1009,
});

export const limitCases: readonly ProtocolCase[] = [
  {
    name: 'a frame of 32,769 bytes',
    send: [text('x'.repeat(frameBytesMax + 1))],
    close: 1009,
  },
  { name: 'a frame of 64 KB', send: [text('x'.repeat(65_536))], close: 1009 },
  { name: 'a frame of 128 KB', send: [text('x'.repeat(messageBytesMax))], close: 1009 },
  {
    name: 'a frame of 32,769 bytes whose characters are fewer',
    send: [text('€'.repeat(10_923))],
    close: 1009,
  },
  {
    name: 'a last fragment of 32,769 bytes',
    send: [text('a', more), continuation('x'.repeat(frameBytesMax + 1))],
    close: 1009,
  },
  {
    name: 'a message of 128 KB in four frames',
    send: fragments(...Array.from({ length: 4 }, () => 'm'.repeat(frameBytesMax))),
    echoes: ['m'.repeat(messageBytesMax)],
  },
  {
    name: 'a message of 128 KB in 128 frames',
    send: [Buffer.concat(fragments(...kilobytes(128)))],
    echoes: ['k'.repeat(messageBytesMax)],
  },
  {
    name: 'a message of one byte over 128 KB in five frames',
    send: fragments(...Array.from({ length: 4 }, () => 'm'.repeat(frameBytesMax)), 'm'),
    close: 1009,
  },
  {
    name: 'a message of one byte over 128 KB that has not ended',
    send: [
      ...fragments(...Array.from({ length: 4 }, () => 'm'.repeat(frameBytesMax)), '', '').slice(0, 4),
      continuation('m', more),
    ],
    close: 1009,
  },
  {
    name: 'a message of 129 KB in 129 frames',
    send: [Buffer.concat(fragments(...kilobytes(129)))],
    close: 1009,
  },
  declared(32_769, 16),
  declared(65_535, 16),
  declared(65_536, 64),
  declared(131_073, 64),
  declared(2 ** 31 - 1, 64),
  declared(2 ** 31, 64),
  declared(2 ** 32, 64),
  declared(2n ** 53n, 64),
  declared(2n ** 63n - 1n, 64),
  declared(2n ** 63n, 64),
  declared(2n ** 64n - 1n, 64),
  {
    name: 'a continuation that claims 4 GB',
    send: [text('a', more), frame(opcodes.continuation, { declaredLength: 2 ** 32 })],
    close: 1009,
  },
];
