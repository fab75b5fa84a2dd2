/** What becomes of a message whose turn has come. */
export interface MessageTurn {
  /** The integration has it, or never will: the next one may follow. */
  readonly handedOver: () => void;
  /** It is over, answered or not; handed over with that. */
  readonly done: () => void;
}

/** What a message takes beside its bytes, roughly: a flood of empty ones is to be seen, too. */
const besideBytes = 256;

/** Takes a message whose turn has come; must not throw. */
export type TakeMessage = (data: Buffer, turn: MessageTurn) => void;

/**
 * The messages of one connection: each is handed over behind the one before it, so that integrations are
 * called in the order of arrival, and so many are handled at once. What is behind them waits; `isFull` then,
 * and nothing more should be read.
 */
export class MessageTurns {
  /** Memory of the messages that are handled or wait. */
  bytes = 0;
  private running = 0;
  /** The newest is not handed over yet. */
  private isHeld = false;
  private waiting: Buffer[] = [];
  private isGoingOn = false;

  constructor(
    private readonly atOnce: number,
    private readonly take: TakeMessage,
    private readonly onRoom: () => void,
  ) {}

  get isFull(): boolean {
    return this.isHeld || this.running >= this.atOnce;
  }

  /** None is handled, and none waits. */
  get isIdle(): boolean {
    return this.running === 0 && this.waiting.length === 0;
  }

  add(data: Buffer): void {
    this.bytes += data.length + besideBytes;
    if (this.isFull) this.waiting.push(data);
    else this.begin(data);
  }

  /** What waits is not handled any more. */
  forgetWaiting(): void {
    for (const { length } of this.waiting) this.bytes -= length + besideBytes;
    this.waiting = [];
  }

  private begin(data: Buffer): void {
    this.running += 1;
    this.isHeld = true;
    let isHandedOver = false;
    let isDone = false;
    const handedOver = (): void => {
      if (isHandedOver) return;
      isHandedOver = true;
      this.isHeld = false;
      if (!isDone) this.goOn();
    };
    this.take(data, {
      handedOver,
      done: () => {
        if (isDone) return;
        isDone = true;
        handedOver();
        this.running -= 1;
        this.bytes -= data.length + besideBytes;
        this.goOn();
      },
    });
  }

  private goOn(): void {
    // A loop, since what is handed over at once would go one call deeper for each message.
    if (this.isGoingOn) return;
    this.isGoingOn = true;
    while (this.waiting.length > 0 && !this.isFull) this.begin(this.waiting.shift()!);
    this.isGoingOn = false;
    if (!this.isFull) this.onRoom();
  }
}
