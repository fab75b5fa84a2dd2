import { useSyncExternalStore } from 'react';
import { sessionStore, type Session } from './session-store.js';

/** The tab's session, and every change of it. */
export const useSession = (): Session => useSyncExternalStore(sessionStore.subscribe, sessionStore.get);
