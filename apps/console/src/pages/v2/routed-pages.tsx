import { getRouteApi } from '@tanstack/react-router';
import { ApiRoutesPage } from './api-routes-page.js';
import { ConnectionsPage } from './connections-page.js';
import { IntegrationsPage } from './integrations-page.js';
import { V2AuthorizersPage } from './v2-authorizers-page.js';
import { V2SettingsPage } from './v2-settings-page.js';

const v2 = '/v2/$apiId';
const routes = getRouteApi(`${v2}/routes`);
const integrations = getRouteApi(`${v2}/integrations`);
const authorizers = getRouteApi(`${v2}/authorizers`);
const settings = getRouteApi(`${v2}/settings`);
const connections = getRouteApi(`${v2}/connections`);

export function RoutedRoutesPage() {
  const { apiId } = routes.useParams();
  return <ApiRoutesPage apiId={apiId} />;
}

export function RoutedIntegrationsPage() {
  const { apiId } = integrations.useParams();
  return <IntegrationsPage apiId={apiId} />;
}

export function RoutedAuthorizersPage() {
  const { apiId } = authorizers.useParams();
  return <V2AuthorizersPage apiId={apiId} />;
}

export function RoutedSettingsPage() {
  const { apiId } = settings.useParams();
  return <V2SettingsPage apiId={apiId} />;
}

export function RoutedConnectionsPage() {
  const { apiId } = connections.useParams();
  return <ConnectionsPage apiId={apiId} />;
}
