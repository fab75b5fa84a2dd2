/** A pattern that was read. */
export interface FilterPattern {
  matches(message: string): boolean;
  /**
   * How many steps of the matcher a character of a message costs at most; for who must bound what a search
   * does at a time.
   */
  readonly stepsPerCharacter: number;
}

/** A part of a pattern that the reader could make, or what is wrong with it, as the service says it. */
export type Read<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly message: string };

export const read = <T>(value: T): Read<T> => ({ ok: true, value });
export const refused = (message: string): { readonly ok: false; readonly message: string } => ({
  ok: false,
  message,
});

/** What the service says of most that it cannot read. */
export const invalidPattern = refused('Invalid filter pattern');
