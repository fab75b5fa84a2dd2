/**
 * Which block it is: that of a sender with a number. The same block has the same name however often it comes.
 */
export interface BlockName {
  /** One life of a gateway process; a process that starts again is another sender. */
  readonly senderId: string;
  /** Counted by the sender per kind, from 1 on. Numbers that are left out were lost. */
  readonly sequence: number;
}

export const senderHeader = 'x-tollgate-sender';
export const sequenceHeader = 'x-tollgate-sequence';

const senderId = /^[0-9a-z]{1,16}-[0-9a-f]{16}$/;
const sequence = /^[1-9][0-9]{0,14}$/;

/** Whether a text, of a folder's name say, can be a sender's id. */
export const isSenderId = (text: string): boolean => senderId.test(text);

/** A new sender's id. Those that began later come later in the order of their texts. */
export function newSenderId(nowMs: number, random: Uint8Array): string {
  const hex = Array.from(random.subarray(0, 8), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${nowMs.toString(36).padStart(9, '0')}-${hex}`;
}

/** How long ago a block was handed in, by the clock of its gateway, in milliseconds. */
const ageHeader = 'x-tollgate-age-ms';
const age = /^[0-9]{1,15}$/;

export const blockAgeHeader = (ms: number): Readonly<Record<string, string>> => ({
  // Clocks are set back, too.
  [ageHeader]: String(Math.max(0, Math.round(ms))),
});

/** Milliseconds; 0 of a gateway that does not say. */
export function readBlockAge(headers: Readonly<Record<string, unknown>>): number {
  const ms = headers[ageHeader];
  return typeof ms === 'string' && age.test(ms) ? Number(ms) : 0;
}

export const blockHeaders = (name: BlockName): Readonly<Record<string, string>> => ({
  [senderHeader]: name.senderId,
  [sequenceHeader]: String(name.sequence),
});

/** The name that a request's headers give its block, or what is wrong with them. */
export function readBlockName(headers: Readonly<Record<string, unknown>>): BlockName | string {
  const sender = headers[senderHeader];
  if (typeof sender !== 'string' || !senderId.test(sender)) return `${senderHeader} is not a sender's id`;
  const number = headers[sequenceHeader];
  if (typeof number !== 'string' || !sequence.test(number))
    return `${sequenceHeader} is not a sequence number`;
  return { senderId: sender, sequence: Number(number) };
}
