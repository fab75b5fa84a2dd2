import { SessionExpired, Unreachable, WireError } from '../wire/errors.js';

/** What an error says, and what to do about it. */
export interface Explained {
  readonly title: string;
  /** The service's own text. */
  readonly text: string;
  readonly advice: string | null;
}

const adviceByStatus: Readonly<Record<number, string>> = {
  400: 'Change what is named here, and try again. Nothing was changed.',
  403: 'Your policies do not allow this. Ask whoever keeps them, or sign in as somebody who may.',
  404: 'It may have been deleted meanwhile. Load the page again.',
  409: 'Somebody changed this meanwhile, or something else still needs it. Look at it again, then repeat.',
  413: 'Send less at once.',
  429: 'Too many calls at once, or a limit of the account. Wait a moment, then repeat.',
  500: 'A fault of the control plane. Its log has this request by its id.',
  503: 'The control plane cannot do this now. Try again in a moment.',
};

const noSuchKey =
  'Look at the access key and its secret again: it may be mistyped, inactive or deleted. IAM knows no sessions of users and roots: use their keys there, or a role.';
const otherSecret = 'Look at the secret again: it is not the one of this access key.';
const adviceByCode: Readonly<Record<string, string>> = {
  InvalidClientTokenId: noSuchKey,
  UnrecognizedClientException: noSuchKey,
  SignatureDoesNotMatch: otherSecret,
  InvalidSignatureException: otherSecret,
};

/** What a person should read of any failure that a page met. */
export function explain(error: unknown): Explained {
  if (error instanceof Unreachable)
    return {
      title: 'The control plane does not answer',
      text: error.message,
      advice: 'The page goes on by itself as soon as it does.',
    };
  if (error instanceof SessionExpired)
    return {
      title: 'The session has ended',
      text: error.message,
      advice: 'Sign in again; what you typed stays.',
    };
  if (error instanceof WireError) {
    const id = error.requestId === null ? '' : ` (request ${error.requestId})`;
    return {
      title: error.code,
      text: `${error.message}${id}`,
      advice: adviceByCode[error.code] ?? adviceByStatus[error.status] ?? null,
    };
  }
  return {
    title: 'This page has failed',
    text: error instanceof Error ? error.message : String(error),
    advice: 'Load it again. When it fails again, it is a fault of the console.',
  };
}
