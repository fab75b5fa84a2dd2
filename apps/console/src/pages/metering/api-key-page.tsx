import { Anchor, Badge, Button, Group, List, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { CopyLine } from '../../kit/copy-line.js';
import { Empty } from '../../kit/empty.js';
import { Facts } from '../../kit/facts.js';
import { Loaded } from '../../kit/loaded.js';
import { Page } from '../../kit/page.js';
import { useReview } from '../../kit/review/use-review.js';
import { Section } from '../../kit/section.js';
import { When } from '../../kit/when.js';
import { wireQuery } from '../../kit/wire-query.js';
import {
  DeleteApiKey,
  GetApiKey,
  GetUsagePlans,
  UpdateApiKey,
  type ApiKey,
} from '../../wire/generated/apigateway.js';
import { call } from '../../wire/operation.js';
import { KeyUsageSection } from './key-usage.js';
import { TagsOf } from './tags-of.js';

const route = getRouteApi('/api-keys/$keyId');

/** One key: whose it is, where it counts, its value for who asks. */
export function ApiKeyPage() {
  const { keyId } = route.useParams();
  const query = useQuery(wireQuery(GetApiKey, { apiKey: keyId }));
  const plans = useQuery(wireQuery(GetUsagePlans, { keyId }));
  return (
    <Page
      title={query.data?.name || 'API key'}
      subtitle={keyId}
      above={[{ label: 'API keys', to: '/api-keys' }]}
      actions={query.data && <Actions apiKey={query.data} />}
    >
      <Loaded query={query}>
        {(key) => (
          <Stack gap="md">
            <Section title="Key">
              <Facts
                facts={[
                  [
                    'State',
                    <Badge key="state" variant="light" color={key.enabled ? 'teal' : 'gray'}>
                      {key.enabled ? 'enabled' : 'disabled'}
                    </Badge>,
                  ],
                  ['Description', key.description],
                  ['Customer', key.customerId],
                  ['Created', <When key="created" at={key.createdDate} />],
                  ['Changed', <When key="changed" at={key.lastUpdatedDate} />],
                ]}
              />
            </Section>
            <Value keyId={keyId} />
          </Stack>
        )}
      </Loaded>
      {plans.data && <KeyUsageSection keyId={keyId} plans={plans.data.items ?? []} />}
      <Section title="Usage plans" hint="What all their keys have used stands on their pages">
        <Loaded query={plans} lines={2}>
          {({ items = [] }) =>
            items.length === 0 ? (
              <Empty
                title="In no plan"
                first="A key counts where a usage plan has it: add it on a plan's page."
              />
            ) : (
              <List>
                {items.map(({ id, name }) => (
                  <List.Item key={id}>
                    <Anchor component={Link} to={`/usage-plans/${id}`}>
                      {name}
                    </Anchor>
                  </List.Item>
                ))}
              </List>
            )
          }
        </Loaded>
      </Section>
      {query.data && (
        <TagsOf collection="apikeys" id={keyId} name={query.data.name || keyId} tags={query.data.tags} />
      )}
    </Page>
  );
}

/** The secret of a key is asked for when somebody wants to see it, and that is in the audit. */
function Value({ keyId }: { readonly keyId: string }) {
  const [isShown, setShown] = useState(false);
  const query = useQuery({
    ...wireQuery(GetApiKey, { apiKey: keyId, includeValue: true }),
    enabled: isShown,
    gcTime: 0,
  });
  return (
    <Section title="Value" hint="For the header x-api-key; whoever has it calls as this customer">
      {isShown ? (
        <Loaded query={query} lines={1}>
          {({ value = '' }) => <CopyLine line={value} label="Copy the value" />}
        </Loaded>
      ) : (
        <Group>
          <Button variant="default" onClick={() => setShown(true)}>
            Show the value
          </Button>
        </Group>
      )}
    </Section>
  );
}

function Actions({ apiKey }: { readonly apiKey: ApiKey }) {
  const review = useReview();
  const navigate = route.useNavigate();
  const { id = '', name = '', enabled = false } = apiKey;
  const state = (isOn: boolean) => (isOn ? 'enabled' : 'disabled');
  const toggle = () =>
    review({
      title: `${enabled ? 'Disable' : 'Enable'} API key ${name}`,
      alterations: [{ what: 'State', from: state(enabled), to: state(!enabled) }],
      steps: [
        call(UpdateApiKey, {
          apiKey: id,
          patchOperations: [{ op: 'replace', path: '/enabled', value: String(!enabled) }],
        }),
      ],
      confirm: enabled ? 'Disable' : 'Enable',
      ...(enabled && { danger: 'Requests with this key are refused with a 403 from now on.' }),
    });
  const remove = async () => {
    const outputs = await review({
      title: `Delete API key ${name}`,
      alterations: [{ what: 'API key', from: name || id, to: null }],
      steps: [call(DeleteApiKey, { apiKey: id })],
      confirm: 'Delete',
      danger: 'Its value is gone for good, and requests with it are refused. What it used stays in reports.',
    });
    if (outputs) void navigate({ to: '/api-keys' });
  };
  return (
    <Group gap="xs">
      <Button variant="default" onClick={() => void toggle()}>
        {enabled ? 'Disable' : 'Enable'}
      </Button>
      <Button variant="light" color="red" onClick={() => void remove()}>
        Delete
      </Button>
    </Group>
  );
}
