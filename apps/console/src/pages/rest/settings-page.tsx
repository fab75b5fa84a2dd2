import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { ApiPage } from '../../kit/api-tabs.js';
import { Loaded } from '../../kit/loaded.js';
import { wireQuery } from '../../kit/wire-query.js';
import { GetRestApi } from '../../wire/generated/apigateway.js';
import { GatewayResponses } from './settings/gateway-responses.js';
import { GeneralForm } from './settings/general-form.js';
import { PolicyForm } from './settings/policy-form.js';
import { TagsForm } from './settings/tags-form.js';

const route = getRouteApi('/apis/$apiId/settings');

/** What a REST API is beside its resources. */
export function SettingsPage() {
  const { apiId } = route.useParams();
  const query = useQuery(wireQuery(GetRestApi, { restApiId: apiId }));
  return (
    <ApiPage apiId={apiId} kind="rest" tab="settings">
      <Loaded query={query} lines={8}>
        {(api) => (
          // A form begins anew when what it shows has changed on the server, and only then.
          <Stack gap="md" maw={900}>
            <GeneralForm key={`general ${JSON.stringify({ ...api, tags: 0, policy: 0 })}`} api={api} />
            <GatewayResponses apiId={apiId} />
            <PolicyForm key={`policy ${api.policy ?? ''}`} api={api} />
            <TagsForm key={`tags ${JSON.stringify(api.tags ?? {})}`} api={api} />
          </Stack>
        )}
      </Loaded>
    </ApiPage>
  );
}
