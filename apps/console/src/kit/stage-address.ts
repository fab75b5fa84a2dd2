import { useQuery } from '@tanstack/react-query';
import { useSession } from '../session/use-session.js';
import { ReadInstallation } from '../wire/tollgate/installation.js';
import { wireQuery } from './wire-query.js';

/** Where a stage is called by default; null until that is known. */
export function useStageAddress(version: 'rest' | 'v2', apiId: string, stageName: string): string | null {
  const session = useSession();
  const { data } = useQuery({ ...wireQuery(ReadInstallation, {}), staleTime: Infinity });
  if (!data || session.state !== 'signed in') return null;
  return addressOf(data.executeApiUrl, { version, apiId, stageName, region: session.region });
}

interface Addressed {
  readonly version: 'rest' | 'v2';
  readonly apiId: string;
  readonly stageName: string;
  readonly region: string;
}

/** `http://{apiId}.execute-api.localhost:8080` filled in; `$default` has no name in its path. */
export function addressOf(template: string, { version, apiId, stageName, region }: Addressed): string {
  const base = template.replaceAll('{apiId}', apiId).replaceAll('{region}', region);
  return version === 'v2' && stageName === '$default' ? `${base}/` : `${base}/${stageName}`;
}
