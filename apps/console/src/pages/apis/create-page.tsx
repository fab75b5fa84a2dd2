import { Button, Group, Radio, Select, Stack, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { apiPath } from '../../kit/api-paths.js';
import { Page } from '../../kit/page.js';
import { useReview } from '../../kit/review/use-review.js';
import { Section } from '../../kit/section.js';
import { useEveryPage } from '../../kit/use-every-page.js';
import { GetRestApis } from '../../wire/generated/apigateway.js';
import { createApi, type NewApi } from './create-api.js';

const kinds = [
  {
    value: 'rest',
    label: 'REST API',
    description:
      'Everything: usage plans and keys, models and validation, mapping templates, caching, canaries',
  },
  {
    value: 'http',
    label: 'HTTP API',
    description: 'Routes to backends with JWT and CORS: less to set, and live from the first command',
  },
  {
    value: 'websocket',
    label: 'WebSocket API',
    description:
      'Connections that stay: messages are routed by what they contain, and posted to clients at any time',
  },
] as const;

const endpoints = [
  { value: 'REGIONAL', label: 'REGIONAL' },
  { value: 'EDGE', label: 'EDGE' },
  { value: 'PRIVATE', label: 'PRIVATE: from VPC endpoints alone' },
];

/** A new API of any kind. */
export function CreatePage() {
  const review = useReview();
  const navigate = useNavigate();
  const restApis = useEveryPage(GetRestApis, { limit: 500 }, 'position');
  const [api, setApi] = useState<NewApi>({
    kind: 'rest',
    name: '',
    description: '',
    endpoint: 'REGIONAL',
    cloneFrom: null,
    target: '',
    routeSelectionExpression: '$request.body.action',
  });
  const set = (changed: Partial<NewApi>) => setApi({ ...api, ...changed });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const outputs = await review(createApi(api));
    if (!outputs) return;
    const { id, apiId } = outputs[0] as { readonly id?: string; readonly apiId?: string };
    await navigate({ to: apiPath(api.kind, id ?? apiId ?? '') });
  };
  return (
    <Page title="Create an API" above={[{ label: 'APIs', to: '/apis' }]}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="md" maw={720}>
          <Section title="Kind">
            <Radio.Group value={api.kind} onChange={(kind) => set({ kind: kind })}>
              <Stack gap="sm">
                {kinds.map((kind) => (
                  <Radio key={kind.value} {...kind} />
                ))}
              </Stack>
            </Radio.Group>
          </Section>
          <Section title="What it is">
            <TextInput
              label="Name"
              value={api.name}
              onChange={(event) => set({ name: event.currentTarget.value })}
              required
            />
            <TextInput
              label="Description"
              value={api.description}
              onChange={(event) => set({ description: event.currentTarget.value })}
            />
            {api.kind === 'rest' && (
              <>
                <Select
                  label="Endpoint"
                  data={endpoints}
                  value={api.endpoint}
                  onChange={(endpoint) => set({ endpoint: (endpoint ?? 'REGIONAL') as NewApi['endpoint'] })}
                  allowDeselect={false}
                />
                <Select
                  label="Copy of"
                  description="Another REST API, whose resources, methods and models it begins with"
                  placeholder="Nothing: begin empty"
                  data={restApis.items.map(({ id = '', name = id }) => ({
                    value: id,
                    label: `${name} (${id})`,
                  }))}
                  value={api.cloneFrom}
                  onChange={(cloneFrom) => set({ cloneFrom })}
                  searchable
                  clearable
                />
              </>
            )}
            {api.kind === 'http' && (
              <TextInput
                label="Target"
                description="A backend's address or a function's ARN: every request goes there, and the API is live at once. Without one, add routes yourself."
                placeholder="http://127.0.0.1:3000"
                value={api.target}
                onChange={(event) => set({ target: event.currentTarget.value.trim() })}
                spellCheck={false}
              />
            )}
            {api.kind === 'websocket' && (
              <TextInput
                label="Route selection expression"
                description="What of a message names its route"
                value={api.routeSelectionExpression}
                onChange={(event) => set({ routeSelectionExpression: event.currentTarget.value.trim() })}
                spellCheck={false}
                required
              />
            )}
          </Section>
          <Group>
            <Button type="submit" disabled={api.name.trim() === ''}>
              Review
            </Button>
          </Group>
        </Stack>
      </form>
    </Page>
  );
}
