import { malformed, type Sigv4Failure } from './sigv4-failure.js';

/** What a client presents as its signature, header or query style, read but not yet checked. */
export interface PresentedSignature {
  readonly style: 'header' | 'query';
  readonly accessKeyId: string;
  readonly scope: {
    readonly date: string;
    readonly region: string;
    readonly service: string;
    readonly terminator: string;
  };
  /** Lower-case and sorted. */
  readonly signedNames: readonly string[];
  /** 64 lower-case hex digits or whatever was sent instead. */
  readonly signature: string;
  /** Text of X-Amz-Date, or of the Date header. */
  readonly date: { readonly source: 'x-amz-date' | 'date'; readonly text: string };
  /** Validity that the query style asks for, in seconds; `null` for the header style. */
  readonly expiresSeconds: number | null;
}

/** The four texts both styles carry, brought into shape. */
export function presentSignature(
  parts: Pick<PresentedSignature, 'style' | 'date' | 'expiresSeconds' | 'signature'> & {
    readonly credential: string;
    readonly signedHeaders: string;
  },
): PresentedSignature | Sigv4Failure {
  // Member by member: to spread the rest costs more than all else here.
  const { credential, signedHeaders, style, signature, date, expiresSeconds } = parts;
  const elements = credential.split('/');
  // Access key ids hold no slash; were one to, it would shift every element, so five means exactly five.
  if (elements.length !== 5 || elements.includes('')) {
    return malformed(
      'Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, ' +
        `got '${credential}'`,
    );
  }
  const [accessKeyId, day, region, service, terminator] = elements as [
    string,
    string,
    string,
    string,
    string,
  ];
  const signedNames = signedHeaders.toLowerCase().split(';').sort();
  const scope = { date: day, region, service, terminator };
  return { style, accessKeyId, scope, signedNames, signature, date, expiresSeconds };
}
