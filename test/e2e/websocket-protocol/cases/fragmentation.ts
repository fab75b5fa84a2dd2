import { closePayload, frame, opcodes } from '#libs/testing';
import { byteWise, continuation, fragments, more, text, type ProtocolCase } from '../protocol-case.js';

const fifty = Array.from({ length: 50 }, (_, index) => `${index},`);

// RFC 6455, 5.4.
export const fragmentationCases: readonly ProtocolCase[] = [
  { name: 'a text in two fragments', send: fragments('ab', 'cd'), echoes: ['abcd'] },
  {
    name: 'a text in two fragments in one write',
    send: [Buffer.concat(fragments('ab', 'cd'))],
    echoes: ['abcd'],
  },
  {
    name: 'a text in two fragments byte by byte',
    send: byteWise(...fragments('ab', 'cd')),
    echoes: ['abcd'],
  },
  { name: 'a text whose first fragment is empty', send: fragments('', 'ab'), echoes: ['ab'] },
  { name: 'a text whose middle fragment is empty', send: fragments('a', '', 'b'), echoes: ['ab'] },
  { name: 'a text whose last fragment is empty', send: fragments('ab', ''), echoes: ['ab'] },
  { name: 'a text of three empty fragments', send: fragments('', '', ''), mayEcho: [''] },
  { name: 'a text in fifty fragments', send: fragments(...fifty), echoes: [fifty.join('')] },
  {
    name: 'two texts in two fragments each',
    send: [...fragments('a', 'b'), ...fragments('c', 'd')],
    echoes: ['ab', 'cd'],
  },
  {
    name: 'a text in fragments between two that are not',
    send: [text('1'), ...fragments('2', '3'), text('4')],
    echoes: ['1', '23', '4'],
  },
  { name: 'a first fragment with nothing behind it', send: [text('a', more)] },
  {
    name: 'a close frame in the middle of a message',
    send: [text('a', more), frame(opcodes.close, { payload: closePayload(1000) })],
    close: 1000,
  },
  { name: 'a continuation of nothing', send: [continuation('a')], close: 1002 },
  { name: 'a continuation of nothing, empty', send: [continuation('')], close: 1002 },
  { name: 'a continuation of nothing, with more to come', send: [continuation('a', more)], close: 1002 },
  {
    name: 'a continuation behind a text that is whole',
    send: [text('whole'), continuation('a')],
    mayEcho: ['whole'],
    close: 1002,
  },
  {
    name: 'a continuation behind the last fragment',
    send: [...fragments('a', 'b'), continuation('c')],
    mayEcho: ['ab'],
    close: 1002,
  },
  {
    name: 'a text in the middle of a message',
    send: [text('a', more), text('b'), continuation('c')],
    close: 1002,
  },
  {
    name: 'a first fragment in the middle of a message',
    send: [text('a', more), text('b', more), continuation('c')],
    close: 1002,
  },
  {
    name: 'a binary frame in the middle of a message',
    send: [text('a', more), frame(opcodes.binary, { payload: 'b' })],
    close: 1002,
  },
];
