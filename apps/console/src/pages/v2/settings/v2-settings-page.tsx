import { Button, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { ApiPage } from '../../../kit/api-tabs.js';
import { Loaded } from '../../../kit/loaded.js';
import { deletion } from '../../../kit/review/deletion.js';
import { useReview } from '../../../kit/review/use-review.js';
import { wireQuery } from '../../../kit/wire-query.js';
import { DeleteApi, GetApi, type Api } from '../../../wire/generated/apigatewayv2.js';
import { call } from '../../../wire/operation.js';
import { CorsSection } from './cors-section.js';
import { GeneralSection } from './general-section.js';
import { V2Tags } from './v2-tags.js';

/** What holds for a whole HTTP or WebSocket API. */
export function V2SettingsPage({ apiId }: { readonly apiId: string }) {
  const query = useQuery(wireQuery(GetApi, { apiId }));
  return (
    <ApiPage apiId={apiId} kind="v2" tab="settings" actions={query.data && <DeleteButton api={query.data} />}>
      <Loaded query={query} lines={8}>
        {(api) => (
          <Stack gap="md">
            <GeneralSection api={api} />
            {api.protocolType === 'HTTP' && <CorsSection api={api} />}
            <V2Tags api={api} />
          </Stack>
        )}
      </Loaded>
    </ApiPage>
  );
}

function DeleteButton({ api }: { readonly api: Api }) {
  const review = useReview();
  const navigate = useNavigate();
  const remove = async () => {
    const outputs = await review(
      deletion({
        noun: 'API',
        name: api.name ?? '',
        step: call(DeleteApi, { apiId: api.apiId ?? '' }),
        danger:
          'It goes with all its routes and stages. Its addresses answer nobody any more, and it cannot be brought back.',
      }),
    );
    if (outputs) void navigate({ to: '/apis' });
  };
  return (
    <Button variant="light" color="red" onClick={() => void remove()}>
      Delete API
    </Button>
  );
}
