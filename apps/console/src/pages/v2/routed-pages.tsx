import { getRouteApi } from '@tanstack/react-router';
import { ApiRoutesPage } from './api-routes/api-routes-page.js';
import { RoutePage } from './api-routes/route-page.js';
import { V2AuthorizersPage } from './authorizers/v2-authorizers-page.js';
import { ConnectionsPage } from './connections-page.js';
import { IntegrationPage } from './integrations/integration-page.js';
import { IntegrationsPage } from './integrations/integrations-page.js';
import { V2ModelsPage } from './models/v2-models-page.js';
import { V2SettingsPage } from './settings/v2-settings-page.js';

const v2 = '/v2/$apiId';
const routes = getRouteApi(`${v2}/routes`);
const route = getRouteApi(`${v2}/routes/$routeId`);
const integrations = getRouteApi(`${v2}/integrations`);
const integration = getRouteApi(`${v2}/integrations/$integrationId`);
const models = getRouteApi(`${v2}/models`);
const authorizers = getRouteApi(`${v2}/authorizers`);
const settings = getRouteApi(`${v2}/settings`);
const connections = getRouteApi(`${v2}/connections`);

export function RoutedRoutesPage() {
  const { apiId } = routes.useParams();
  return <ApiRoutesPage apiId={apiId} />;
}

export function RoutedRoutePage() {
  return <RoutePage {...route.useParams()} />;
}

export function RoutedIntegrationsPage() {
  const { apiId } = integrations.useParams();
  return <IntegrationsPage apiId={apiId} />;
}

export function RoutedIntegrationPage() {
  return <IntegrationPage {...integration.useParams()} />;
}

export function RoutedModelsPage() {
  const { apiId } = models.useParams();
  return <V2ModelsPage apiId={apiId} />;
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
