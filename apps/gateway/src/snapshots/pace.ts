import { setImmediate } from 'node:timers/promises';

/**
 * Some milliseconds of work on a slow machine: small documents by their number, large ones by their length.
 */
const documentsAtOnce = 50;
const charactersAtOnce = 128 * 1024;

/**
 * Lets requests in between when much is taken over at once. Counts work, not time, so that it is the same
 * everywhere.
 */
export class Pace {
  private documents = 0;
  private characters = 0;

  constructor(private readonly pause: () => Promise<unknown> = () => setImmediate()) {}

  /** Another document was worked on; waits for a turn of the event loop when it is time. */
  async worked(characters: number): Promise<void> {
    this.documents += 1;
    this.characters += characters;
    if (this.documents < documentsAtOnce && this.characters < charactersAtOnce) return;
    this.documents = 0;
    this.characters = 0;
    await this.pause();
  }
}
