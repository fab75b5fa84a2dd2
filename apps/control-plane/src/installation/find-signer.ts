import { principals, type CredentialCache, type Database } from '#libs/persistence';
import { isSessionKey, policyHolderOf, type SessionReader } from '#libs/session-tokens';
import type { Runtime, Signer } from '../tokens.js';

/**
 * Finds who signs by an access key: of a user or a root as it is stored, of a session as its token says. A
 * session whose user or role is gone is nobody's, whether it has ended or not.
 */
export function createFindSigner(options: {
  readonly database: Database;
  readonly keys: Pick<CredentialCache, 'find'>;
  readonly sessions: SessionReader;
}): Runtime['findSigner'] {
  const { database, keys, sessions } = options;

  async function findBySession(accessKeyId: string, token: string): Promise<Signer | undefined> {
    const session = sessions.open(accessKeyId, token);
    if (!session) return undefined;
    const holder = policyHolderOf(session.principal);
    if (holder !== null && !(await database.read((uow) => principals.findById(uow, holder))))
      return undefined;
    return { ...session, session };
  }

  return (accessKeyId, sessionToken) => {
    if (isSessionKey(accessKeyId))
      return sessionToken === undefined ? undefined : findBySession(accessKeyId, sessionToken);
    // A token that does not belong to its key is as good as a wrong key.
    if (sessionToken !== undefined) return undefined;
    const found = keys.find(accessKeyId);
    return found !== undefined && 'then' in found ? found.then(withoutSession) : withoutSession(found);
  };
}

const withoutSession = (credential: Awaited<ReturnType<CredentialCache['find']>>): Signer | undefined =>
  credential && { ...credential, session: null };
