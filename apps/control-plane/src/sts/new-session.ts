import { randomBytes } from 'node:crypto';
import type { sts } from '#libs/aws-wire';
import { newSecretAccessKey } from '#libs/identity';
import { newSessionAccessKeyId, type Session, type SessionSeal } from '#libs/session-tokens';

/** What a session is made of, but for its keys and times. */
export type SessionFacts = Omit<Session, 'accessKeyId' | 'secretAccessKey' | 'issuedAtMs' | 'expiresAtMs'>;

/** Makes the credentials of a session, which are kept nowhere else. */
export function newSession(
  seal: SessionSeal,
  facts: SessionFacts,
  { nowMs, durationSeconds }: { readonly nowMs: number; readonly durationSeconds: number },
): sts.Credentials {
  // To the second, as the caller is told.
  const issuedAtMs = Math.floor(nowMs / 1000) * 1000;
  const session: Session = {
    ...facts,
    accessKeyId: newSessionAccessKeyId(facts.accountId, randomBytes),
    secretAccessKey: newSecretAccessKey(randomBytes),
    issuedAtMs,
    expiresAtMs: issuedAtMs + durationSeconds * 1000,
  };
  return {
    AccessKeyId: session.accessKeyId,
    SecretAccessKey: session.secretAccessKey,
    SessionToken: seal.seal(session, randomBytes),
    Expiration: new Date(session.expiresAtMs),
  };
}
