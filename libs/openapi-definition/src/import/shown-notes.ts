const SHOWN_MAX = 1000;

/** Notes as the service lists them; of a document that is all wrong for it, the first ones. */
export const shownNotes = (notes: readonly string[]): readonly string[] =>
  notes.length > SHOWN_MAX
    ? [...notes.slice(0, SHOWN_MAX), `... and ${notes.length - SHOWN_MAX} more`]
    : notes;
