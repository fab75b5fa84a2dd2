import { useSession } from '../session/use-session.js';

/** The region of the session, of which ARNs are. */
export function useRegion(): string {
  const session = useSession();
  return 'region' in session ? session.region : 'us-east-1';
}
