import type { CallerResponse } from '../invocation/caller-response.js';

/** What certificate authorities ask for, as the documents have it. */
export interface KnownChallenges {
  readonly isEmpty: boolean;
  find(hostName: string, token: string): string | undefined;
}

const prefix = '/.well-known/acme-challenge/';

/**
 * The answer to a certificate authority that asks for a token which is known, at the host that it is for;
 * null for whatever else is asked, which is an API's. The usual request costs a look at a flag.
 */
export function answerChallenge(
  challenges: KnownChallenges,
  {
    sentMethod,
    host,
    target,
  }: { readonly sentMethod: string; readonly host: string; readonly target: string },
): CallerResponse | null {
  if (challenges.isEmpty || sentMethod !== 'GET' || !target.startsWith(prefix)) return null;
  const answer = challenges.find(host.replace(/:\d+$/, ''), target.slice(prefix.length));
  if (answer === undefined) return null;
  return {
    status: 200,
    headers: ['Content-Type', 'application/octet-stream'],
    body: answer,
    streamBytes: null,
  };
}
