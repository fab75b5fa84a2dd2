/** Counts pings and pongs of one connection, within a turn of the wheel. */
export class ControlFrames {
  private turn = -1;
  private count = 0;

  constructor(private readonly perTurn: number) {}

  /** One has come; false: one too many. */
  admit(turn: number): boolean {
    if (this.turn !== turn) {
      this.turn = turn;
      this.count = 0;
    }
    this.count += 1;
    return this.count <= this.perTurn;
  }
}
