import type { DeniedIdentity as Denied } from '#libs/api-definition';
import type { DeniedIdentity } from './denied-identities.dto.js';

export const presentDeniedIdentity = ({ id, type, value, untilMs }: Denied): DeniedIdentity => ({
  id,
  type,
  value,
  until: new Date(untilMs).toISOString(),
});
