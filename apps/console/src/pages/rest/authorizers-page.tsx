import { getRouteApi } from '@tanstack/react-router';
import { ApiPage } from '../../kit/api-tabs.js';

const route = getRouteApi('/apis/$apiId/authorizers');

export function AuthorizersPage() {
  const { apiId } = route.useParams();
  return (
    <ApiPage apiId={apiId} kind="rest" tab="authorizers">
      {null}
    </ApiPage>
  );
}
