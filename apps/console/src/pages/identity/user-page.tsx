import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { wireQuery } from '../../kit/wire-query.js';
import { GetUser } from '../../wire/generated/iam.js';
import { user } from './principal.js';
import { PrincipalPage } from './principal-page.js';
import { UserKeys } from './user-keys.js';

const route = getRouteApi('/identity/users/$userName');

/** One user: keys, policies, and what they come to. */
export function UserPage() {
  const { userName } = route.useParams();
  const query = useQuery(wireQuery(GetUser, { UserName: userName }));
  return (
    <PrincipalPage
      // What is open on one user's page is not on another's.
      key={userName}
      principal={user(userName)}
      query={query}
      describe={({ User }) => ({ arn: User?.Arn, id: User?.UserId, createdAt: User?.CreateDate })}
    >
      {() => <UserKeys userName={userName} />}
    </PrincipalPage>
  );
}
