import { frame, opcodes } from '#libs/testing';
import { byteWise, continuation, more, text, type ProtocolCase } from '../protocol-case.js';

const ping = (payload = '', options = {}): Buffer => frame(opcodes.ping, { payload, ...options });
const pong = (payload = '', options = {}): Buffer => frame(opcodes.pong, { payload, ...options });
const longest = 'p'.repeat(125);
const letters = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'];

// RFC 6455, 5.5: 125 bytes at most, never in fragments, anywhere between those of a message.
export const controlFrameCases: readonly ProtocolCase[] = [
  { name: 'a ping', send: [ping()], pongs: [''] },
  { name: 'a ping with a payload', send: [ping('hello')], pongs: ['hello'] },
  { name: 'a ping with a payload that is no text', send: [ping('\u0000ÿ')], pongs: ['\u0000ÿ'] },
  { name: 'a ping of 125 bytes', send: [ping(longest)], pongs: [longest] },
  { name: 'a ping of 125 bytes byte by byte', send: byteWise(ping(longest)), pongs: [longest] },
  { name: 'ten pings in one write', send: [Buffer.concat(letters.map((one) => ping(one)))], pongs: letters },
  { name: 'ten pings in ten writes', send: letters.map((one) => ping(one)), pongs: letters },
  { name: 'a ping of 126 bytes', send: [ping(`${longest}p`)], close: 1002 },
  { name: 'a ping of 65,536 bytes', send: [ping('p'.repeat(65_536))], close: 1002 },
  {
    name: 'a ping whose head claims 126 bytes, and no more',
    send: [ping('', { declaredLength: 126 })],
    close: 1002,
  },
  {
    name: 'a ping of 5 bytes whose length is written in 16 bits',
    send: [ping('hello', { lengthBits: 16 })],
    close: 1002,
  },
  { name: 'a ping in fragments', send: [ping('he', more), continuation('llo')], close: 1002 },
  { name: 'a pong that nobody asked for', send: [pong('hello')] },
  { name: 'a pong of 125 bytes', send: [pong(longest)] },
  { name: 'a pong of 126 bytes', send: [pong(`${longest}p`)], close: 1002 },
  { name: 'a pong in fragments', send: [pong('he', more), continuation('llo')], close: 1002 },
  { name: 'a pong, then a ping', send: [pong('mine'), ping('yours')], pongs: ['yours'] },
  { name: 'a ping, then a text', send: [ping('one'), text('two')], pongs: ['one'], echoes: ['two'] },
  {
    name: 'pings between the fragments of a text',
    send: [text('a', more), ping('one'), continuation('b', more), ping('two'), continuation('c')],
    pongs: ['one', 'two'],
    echoes: ['abc'],
  },
  {
    name: 'a ping between fragments that are in one write',
    send: [Buffer.concat([text('a', more), ping('one'), continuation('b')])],
    pongs: ['one'],
    echoes: ['ab'],
  },
  {
    name: 'a pong between the fragments of a text',
    send: [text('a', more), pong(), continuation('b')],
    echoes: ['ab'],
  },
];
