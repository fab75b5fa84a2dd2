import { awsPrincipal, rootAccess } from '#libs/iam-policy';
import { isSessionKey, policyHolderOf, type Session, type SessionReader } from '#libs/session-tokens';
import { compilePolicies } from './compile-policies.js';
import { callerConditionKeys } from './condition-keys.js';
import type { ActivePrincipal, OpenedKey, PublishedIdentity } from './published-identity.js';
import type { Signer } from './signer.js';

/** A root may do all in its account. */
const rootPolicies = [rootAccess];

/** What was put together of a caller, and of which versions of what is published. */
interface KnownSigner {
  readonly signer: Signer;
  readonly principal: ActivePrincipal | null;
}

/** Sessions whose tokens were opened that are remembered; some kilobytes each. */
const sessionsKept = 1000;

/**
 * Finds who signs by a key, and by a session's token: of a user or a root as it is published, of a session as
 * its token says. Whoever is gone, or was never here, is nobody: a session whose user or role was deleted
 * too.
 */
export class Signers {
  /** By the opened key, which is another object with every version of its document. */
  private readonly ofKeys = new WeakMap<OpenedKey, KnownSigner>();
  /** By token; each token belongs to one key. */
  private readonly ofSessions = new Map<string, KnownSigner>();

  constructor(
    private readonly published: PublishedIdentity,
    private readonly sessions: SessionReader,
  ) {}

  /** The signer, whose session may have ended. */
  find(accessKeyId: string, token: string | undefined): Signer | undefined {
    if (isSessionKey(accessKeyId))
      return token === undefined ? undefined : this.ofSession(accessKeyId, token);
    // A token that does not belong to its key is as good as a wrong key.
    return token === undefined ? this.ofKey(accessKeyId) : undefined;
  }

  private ofKey(accessKeyId: string): Signer | undefined {
    const key = this.published.key(accessKeyId);
    if (!key) return undefined;
    const { principalId } = key.document;
    const principal = principalId === null ? null : this.published.principal(principalId);
    if (principal === undefined) return undefined;
    const known = this.ofKeys.get(key);
    if (known?.principal === principal) return known.signer;
    const signer = signerOfKey(key, principal);
    if (signer) this.ofKeys.set(key, { signer, principal });
    return signer;
  }

  private ofSession(accessKeyId: string, token: string): Signer | undefined {
    const known = this.ofSessions.get(token);
    if (known !== undefined && known.signer.accessKeyId === accessKeyId && this.isPresent(known)) {
      return known.signer;
    }
    const session = this.sessions.open(accessKeyId, token);
    if (!session) return undefined;
    const holder = policyHolderOf(session.principal);
    const principal = holder === null ? null : this.published.principal(holder);
    if (principal === undefined) return undefined;
    const signer = signerOfSession(session, principal);
    if (signer) this.remember(token, { signer, principal });
    return signer;
  }

  private isPresent({ principal }: KnownSigner): boolean {
    return principal === null || this.published.principal(principal.document.principalId) === principal;
  }

  /** The oldest goes first: what is in use comes back at once. */
  private remember(token: string, known: KnownSigner): void {
    this.ofSessions.delete(token);
    this.ofSessions.set(token, known);
    if (this.ofSessions.size > sessionsKept) {
      this.ofSessions.delete(this.ofSessions.keys().next().value as string);
    }
  }
}

function signerOfKey(
  { document, secretAccessKey }: OpenedKey,
  principal: ActivePrincipal | null,
): Signer | undefined {
  const { accessKeyId, accountId } = document;
  if (principal !== null && !isUserOf(principal, accountId)) return undefined;
  const arn = principal?.document.arn ?? `arn:aws:iam::${accountId}:root`;
  const id = principal?.document.principalId ?? accountId;
  return {
    accessKeyId,
    secretAccessKey,
    accountId,
    arn,
    id,
    principal: awsPrincipal(arn),
    identity: principal?.policies ?? rootPolicies,
    session: null,
    expiresAtMs: null,
    conditionKeys: callerConditionKeys({
      type: principal === null ? 'root' : 'user',
      accountId,
      principalArn: arn,
      id,
      userName: principal?.document.name ?? null,
      tags: principal?.document.tags ?? [],
      session: null,
    }),
  };
}

/** Undefined when what the session was limited to cannot be read any more. */
function signerOfSession(session: Session, principal: ActivePrincipal | null): Signer | undefined {
  const { accessKeyId, secretAccessKey, accountId, expiresAtMs } = session;
  const { type, arn, id, name, tags } = session.principal;
  if (principal !== null && principal.document.accountId !== accountId) return undefined;
  const named = session.policies?.map((document, index) => ({ name: `session ${index + 1}`, document }));
  const limits = named ? compilePolicies(named, 'session') : null;
  if (typeof limits === 'string') return undefined;
  return {
    accessKeyId,
    secretAccessKey,
    accountId,
    arn,
    id,
    principal: awsPrincipal(arn),
    identity: principal?.policies ?? rootPolicies,
    session: limits,
    expiresAtMs,
    conditionKeys: callerConditionKeys({
      type,
      accountId,
      principalArn: type === 'assumed-role' ? (principal?.document.arn ?? arn) : arn,
      id,
      userName: type === 'user' ? name : null,
      tags,
      session,
    }),
  };
}

const isUserOf = ({ document }: ActivePrincipal, accountId: string): boolean =>
  document.type === 'user' && document.accountId === accountId;
