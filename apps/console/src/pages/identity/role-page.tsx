import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { wireQuery } from '../../kit/wire-query.js';
import { GetRole } from '../../wire/generated/iam.js';
import { role } from './principal.js';
import { PrincipalPage } from './principal-page.js';
import { TrustSection } from './trust-section.js';

const route = getRouteApi('/identity/roles/$roleName');

/** One role: who may take it on, its policies, and what they come to. */
export function RolePage() {
  const { roleName } = route.useParams();
  const query = useQuery(wireQuery(GetRole, { RoleName: roleName }));
  return (
    <PrincipalPage
      key={roleName}
      principal={role(roleName)}
      query={query}
      describe={({ Role }) => ({
        arn: Role?.Arn,
        id: Role?.RoleId,
        createdAt: Role?.CreateDate,
        others: [
          ['Description', Role?.Description],
          ['Longest session', Role?.MaxSessionDuration && `${Role.MaxSessionDuration / 60} min`],
        ],
      })}
    >
      {({ Role }) => (
        <TrustSection
          roleName={roleName}
          document={Role?.AssumeRolePolicyDocument ?? ''}
          refetch={() => query.refetch()}
        />
      )}
    </PrincipalPage>
  );
}
