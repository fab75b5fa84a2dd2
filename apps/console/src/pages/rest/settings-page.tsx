import { getRouteApi } from '@tanstack/react-router';
import { ApiPage } from '../../kit/api-tabs.js';

const route = getRouteApi('/apis/$apiId/settings');

export function SettingsPage() {
  const { apiId } = route.useParams();
  return (
    <ApiPage apiId={apiId} kind="rest" tab="settings">
      {null}
    </ApiPage>
  );
}
