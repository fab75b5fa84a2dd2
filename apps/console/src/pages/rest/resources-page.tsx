import { getRouteApi } from '@tanstack/react-router';
import { ApiPage } from '../../kit/api-tabs.js';

const route = getRouteApi('/apis/$apiId/resources');

/** The paths of a REST API with their methods. */
export function ResourcesPage() {
  const { apiId } = route.useParams();
  return (
    <ApiPage apiId={apiId} kind="rest" tab="resources">
      {null}
    </ApiPage>
  );
}
