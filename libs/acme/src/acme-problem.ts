/** What an authority answers in place of what it was asked for (RFC 8555, 6.7). */
export interface Problem {
  /** Without its prefix: `rateLimited`. */
  readonly type: string;
  readonly detail: string;
}

/** Ends a request that an authority has refused. */
export class AcmeProblem extends Error implements Problem {
  override readonly name = 'AcmeProblem';
  constructor(
    readonly type: string,
    readonly detail: string,
    readonly status: number,
  ) {
    super(`${type}: ${detail}`);
  }
}

const prefix = 'urn:ietf:params:acme:error:';

/** Of a problem document, which may be none at all. */
export function readProblem(document: unknown): Problem {
  const { type, detail } = (typeof document === 'object' && document !== null ? document : {}) as Record<
    string,
    unknown
  >;
  return {
    type: typeof type === 'string' && type.startsWith(prefix) ? type.slice(prefix.length) : 'unknown',
    detail: typeof detail === 'string' ? detail.slice(0, 1000) : 'nothing more is said',
  };
}
