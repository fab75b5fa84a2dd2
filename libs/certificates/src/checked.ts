/** What was read, or why it is refused: a sentence for whoever gave it. */
export type Checked<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly message: string };

export const good = <T>(value: T): Checked<T> => ({ ok: true, value });
export const refused = (message: string): { readonly ok: false; readonly message: string } => ({
  ok: false,
  message,
});
