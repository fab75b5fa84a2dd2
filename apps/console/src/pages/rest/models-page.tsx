import { getRouteApi } from '@tanstack/react-router';
import { ApiPage } from '../../kit/api-tabs.js';

const route = getRouteApi('/apis/$apiId/models');

export function ModelsPage() {
  const { apiId } = route.useParams();
  return (
    <ApiPage apiId={apiId} kind="rest" tab="models">
      {null}
    </ApiPage>
  );
}
