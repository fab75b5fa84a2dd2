import { decideTogether, type CompiledPolicy } from '#libs/iam-policy';
import type { ReadSignature } from '#libs/sigv4';
import type { Signer } from '../identity/signer.js';
import type { Routed } from '../invocation/invocation.js';
import { readWholeBody } from '../invocation/steps/read-body.js';
import type { Verdict } from '../invocation/step.js';
import type { AuthorizationKind, Authorize, AuthorizedApi } from './authorization-kind.js';
import { comparePolicies } from './compare-policies.js';
import { hideSignature } from './hide-signature.js';
import { invokeAction, policyRequest } from './policy-request.js';
import { refuseByPolicy } from './refuse-by-policy.js';
import { refuseLongArn } from './refuse-long-arn.js';
import { sha256HexOf } from './body-hash.js';
import { SignedCall } from './signed-call.js';

/**
 * AWS_IAM: a signature says who calls (Signature Version 4, in headers or in the query), and that one's
 * policies, together with that of the API, which methods may be invoked. Waits only for a body.
 *
 * The body is read whole before anything goes on, also where the integration would stream it: no backend sees
 * a byte of one that is not what was signed.
 */
export const awsIam: AuthorizationKind<'AWS_IAM'> = (_, { signatures, resourcePolicy }) =>
  signedFor(invokeAction, { signatures, resourcePolicy });

/** The same for something else than to invoke the method. */
export function signedFor(
  action: string,
  { signatures, resourcePolicy }: Pick<AuthorizedApi, 'signatures' | 'resourcePolicy'>,
): Authorize {
  function authorize(invocation: Routed): Verdict | Promise<Verdict> {
    const call = SignedCall.read(invocation, signatures);
    if (!(call instanceof SignedCall)) return call;
    if (invocation.request.bodyBytes === 0) {
      return call.check(sha256HexOf(null)) ?? letIn(invocation, call, { action, resourcePolicy });
    }
    // Who signs another body than the one whose hash is stated is refused before it is read.
    const refused = call.checkStatedHash();
    return refused ?? checkBody(invocation, call);
  }

  async function checkBody(invocation: Routed, call: SignedCall): Promise<Verdict> {
    const unread = await readWholeBody(invocation);
    if (unread !== null) return unread;
    const sha256Hex = await sha256HexOf(invocation.body);
    const current = call.asPublishedNow();
    if (!(current instanceof SignedCall)) return current;
    return current.check(sha256Hex) ?? letIn(invocation, current, { action, resourcePolicy });
  }

  return authorize;
}

interface SignedFor {
  readonly action: string;
  readonly resourcePolicy: CompiledPolicy | null;
}

/** The signature holds. Nothing of it goes on from here. */
function letIn(
  invocation: Routed,
  { signer, signature }: { readonly signer: Signer; readonly signature: ReadSignature },
  { action, resourcePolicy: resource }: SignedFor,
): Verdict {
  // Before policies are asked, so that refusals can say for whom they are.
  invocation.signer = signer;
  const request = policyRequest(invocation, signer, action);
  const tooLong = refuseLongArn(request);
  if (tooLong) return tooLong;
  const { identity, session } = signer;
  const resourceAccountId = invocation.stage.document.accountId;
  const policies = { identity, session, resource, resourceAccountId };
  const decision = decideTogether('AWS_IAM', policies, request);
  if (decision.effect !== 'allow') {
    const comparison = comparePolicies(invocation, decision, policies, request);
    return { ...refuseByPolicy(decision, signer.arn, request), comparison };
  }
  if (invocation.event !== null) {
    invocation.event.connection.tokenExpiresAtMs = signatureEndsAtMs(signer, signature);
  }
  hideSignature(invocation, signature.presented.style);
  // A signature does not tell them apart: behind it a semicolon is one, and begins no other parameter.
  invocation.address.query = invocation.address.query.replaceAll(';', '%3B');
  return null;
}

/** The session's end or that of a presigned address, whichever comes first; null where neither ends. */
function signatureEndsAtMs({ expiresAtMs }: Signer, { presented, signedMs }: ReadSignature): number | null {
  if (presented.expiresSeconds === null) return expiresAtMs;
  return Math.min(expiresAtMs ?? Infinity, signedMs + presented.expiresSeconds * 1000);
}
