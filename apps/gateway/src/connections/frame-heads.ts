/** What a client may not do, and no WebSocket library counts. */
export type FrameProblem = 'frame too long' | 'too many control frames';

/**
 * Control frames between the fragments of one message, in bytes: what has come of a message is kept in the
 * pieces that it came in, and these would keep whatever else was in them.
 */
const controlBytesMax = 64 * 1024;

/** What a piece of a message takes beside its bytes. */
const frameCostBytes = 100;

const isContinued = 0;
const isControl = 8;

/**
 * Follows the frames in what a client sends by their heads alone (RFC 6455, section 5.2): the length that a
 * head claims is known before anything of the payload is kept. Whether they are right otherwise is for the
 * library to say, which reads them too.
 */
export class FrameHeads {
  /** Bytes of mask and payload that are passed over. */
  private skip = 0;
  private awaits: 'first' | 'second' | 'length' = 'first';
  private first = 0;
  private isMasked = false;
  private lengthBytes = 0;
  private length = 0;
  /** -1: no message has begun that is not over. */
  private controlBytes = -1;
  /** Of the message that has not ended, and of the frame that is not here whole: what is kept of them. */
  unfinishedBytes = 0;
  /** Messages that have ended, and control frames between them. */
  ended = 0;

  constructor(private readonly frameBytesMax: number) {}

  /** To be called with each piece as it comes; null: nothing is wrong with it. */
  read(piece: Uint8Array): FrameProblem | null {
    let at = 0;
    while (at < piece.length) {
      if (this.skip > 0) {
        const passed = Math.min(this.skip, piece.length - at);
        this.skip -= passed;
        at += passed;
        this.unfinishedBytes += passed;
        if (this.skip === 0) this.endFrame();
        continue;
      }
      const problem = this.take(piece[at]!);
      if (problem !== null) return problem;
      at += 1;
    }
    return null;
  }

  /** A frame is whole: of a message that is, too, nothing is unfinished any more. */
  private endFrame(): void {
    if (this.controlBytes >= 0) return;
    this.unfinishedBytes = 0;
    this.ended += 1;
  }

  private take(byte: number): FrameProblem | null {
    switch (this.awaits) {
      case 'first':
        this.first = byte;
        this.awaits = 'second';
        return null;
      case 'second': {
        this.isMasked = (byte & 0x80) !== 0;
        const short = byte & 0x7f;
        if (short < 126) return this.begin(short);
        this.lengthBytes = short === 126 ? 2 : 8;
        this.length = 0;
        this.awaits = 'length';
        return null;
      }
      case 'length':
        // Beyond 2^53 it is inexact, and far too long.
        this.length = this.length * 256 + byte;
        this.lengthBytes -= 1;
        return this.lengthBytes === 0 ? this.begin(this.length) : null;
    }
  }

  /** The head is here, and says that so many bytes follow. */
  private begin(payloadBytes: number): FrameProblem | null {
    this.awaits = 'first';
    this.skip = payloadBytes + (this.isMasked ? 4 : 0);
    this.unfinishedBytes += frameCostBytes;
    const opcode = this.first & 0x0f;
    if (opcode >= isControl) {
      if (this.controlBytes < 0) return null;
      this.controlBytes += this.skip + 2;
      return this.controlBytes > controlBytesMax ? 'too many control frames' : null;
    }
    const isLast = (this.first & 0x80) !== 0;
    if (isLast) this.controlBytes = -1;
    else if (opcode !== isContinued) this.controlBytes = 0;
    if (payloadBytes > this.frameBytesMax) return 'frame too long';
    if (this.skip === 0) this.endFrame();
    return null;
  }
}
