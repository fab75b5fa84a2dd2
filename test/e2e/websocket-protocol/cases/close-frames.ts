import { closePayload, frame, opcodes } from '#libs/testing';
import { byteWise, continuation, more, text, type ProtocolCase } from '../protocol-case.js';

const close = (code: number, reason = '', options = {}): Buffer =>
  frame(opcodes.close, { payload: closePayload(code, reason), ...options });

// Codes that an endpoint may send: RFC 6455, 7.4.1, the registry of IANA (1012 to 1014), and those of
// libraries and applications.
const codes = [
  1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999,
];

/** Never used, for use inside an endpoint alone, reserved, or none at all. */
const wrongCodes = [0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65_535];

const answered = (code: number): ProtocolCase => ({
  name: `a close with ${code}`,
  send: [close(code)],
  close: code,
});

const refused = (code: number): ProtocolCase => ({
  name: `a close with ${code}, which none may send`,
  send: [close(code)],
  close: 1002,
});

export const closeFrameCases: readonly ProtocolCase[] = [
  ...codes.map(answered),
  ...wrongCodes.map(refused),
  { name: 'a close without a code', send: [frame(opcodes.close)], close: 'none' },
  { name: 'a close with half a code', send: [frame(opcodes.close, { payload: '\u0003' })], close: 1002 },
  { name: 'a close with a reason', send: [close(1000, 'bye')], close: 1000 },
  { name: 'a close with a Greek reason', send: [close(4001, 'κόσμε')], close: 4001 },
  { name: 'a close with a reason of 123 bytes', send: [close(1000, 'r'.repeat(123))], close: 1000 },
  { name: 'a close with a reason of 124 bytes', send: [close(1000, 'r'.repeat(124))], close: 1002 },
  { name: 'a close byte by byte', send: byteWise(close(1000, 'bye')), close: 1000 },
  { name: 'a close in fragments', send: [close(1000, '', more), continuation('')], close: 1002 },
  { name: 'a close, then another', send: [close(1000), close(1001)], close: 1000 },
  { name: 'a close, then a text', send: [Buffer.concat([close(1000), text('late')])], close: 1000 },
  {
    name: 'a close, then a ping',
    send: [Buffer.concat([close(1000), frame(opcodes.ping, { payload: 'late' })])],
    close: 1000,
  },
  {
    name: 'a close, then bytes that are no frame',
    send: [Buffer.concat([close(1000), Buffer.alloc(64, 0xff)])],
    close: 1000,
  },
  { name: 'a text, then a close', send: [text('last'), close(1000)], mayEcho: ['last'], close: 1000 },
];
