/**
 * One of `$context`'s variables, for the lines of requests of type `T`. Absent values, and empty ones, are
 * written as `-`, as AWS does (guide page "Set up CloudWatch logging").
 */
export type LogVariable<T> = ReadVariable<T> | ConstantVariable;

export interface ReadVariable<T> {
  /** Null: absent. */
  readonly read: (subject: T) => string | number | null;
  /**
   * Nothing that callers or backends have written is in it, nor quotes, separators or line ends: it is the
   * same wherever it stands.
   */
  readonly isPlain?: true;
  /** Has double quotes around it, as `$context.error.messageString`. */
  readonly isQuoted?: true;
}

/** The same for every request. */
export interface ConstantVariable {
  readonly constant: string | null;
}

/** What an absent value is written as. */
export const absent = '-';
