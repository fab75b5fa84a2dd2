import type { TollgateAction } from '../http/tollgate-action.decorator.js';
import type { AuthorizedCall, Permission } from './permission.js';

/** What a call of ours needs: its action, on what its path names. */
export function tollgatePermission(
  { name, resource }: TollgateAction,
  { caller: { owner }, request }: AuthorizedCall,
): Permission {
  const params = request.params as Readonly<Record<string, string>>;
  const path = resource.replace(/:(\w+)/g, (_, parameter: string) =>
    encodeURIComponent(params[parameter] ?? ''),
  );
  return {
    action: `tollgate:${name}`,
    resource: `arn:aws:tollgate:${owner.region}:${owner.accountId}:${path}`,
  };
}
