/** Why a template was stopped: a closed set, for operators and logs and not for callers of the API. */
export interface RenderError {
  readonly code: 'output-too-large' | 'too-many-steps' | 'too-deep' | 'overridden-twice' | 'unreadable';
  readonly message: string;
}

/** Unwinds a rendering; `compileTemplate` turns it into its result. Never leaves the lib. */
export class RenderFailure extends Error {
  constructor(readonly error: RenderError) {
    super(error.message);
  }
}
