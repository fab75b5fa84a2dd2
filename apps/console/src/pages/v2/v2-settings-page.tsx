import { Button, Group, NativeSelect, NumberInput, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { ApiPage } from '../../kit/api-tabs.js';
import { Facts } from '../../kit/facts.js';
import { FormDialog } from '../../kit/form-dialog.js';
import { Loaded } from '../../kit/loaded.js';
import { alterationsBetween } from '../../kit/review/change.js';
import { useReview } from '../../kit/review/use-review.js';
import { Section } from '../../kit/section.js';
import { wireQuery } from '../../kit/wire-query.js';
import {
  DeleteApi,
  DeleteCorsConfiguration,
  GetApi,
  UpdateApi,
  type Api,
} from '../../wire/generated/apigatewayv2.js';
import { call } from '../../wire/operation.js';
import { corsOf, typedCors, type TypedCors } from './cors-form.js';

/** What holds for a whole HTTP or WebSocket API. */
export function V2SettingsPage({ apiId }: { readonly apiId: string }) {
  const query = useQuery(wireQuery(GetApi, { apiId }));
  return (
    <ApiPage apiId={apiId} kind="v2" tab="settings" actions={query.data && <DeleteButton api={query.data} />}>
      <Loaded query={query} lines={8}>
        {(api) => (
          <Stack gap="md">
            <General api={api} />
            {api.protocolType === 'HTTP' && <CorsSection api={api} />}
          </Stack>
        )}
      </Loaded>
    </ApiPage>
  );
}

function General({ api }: { readonly api: Api }) {
  const [isEditing, setEditing] = useState(false);
  return (
    <Section
      title="General"
      actions={
        <Button size="xs" variant="default" onClick={() => setEditing(true)}>
          Edit
        </Button>
      }
    >
      <Facts
        facts={[
          ['Name', api.name],
          ['Description', api.description],
          ['Version', api.version],
          ['Endpoint', api.disableExecuteApiEndpoint ? 'by custom domains alone' : api.apiEndpoint],
          ['Route selection', api.routeSelectionExpression],
          ['API key selection', api.protocolType === 'WEBSOCKET' ? api.apiKeySelectionExpression : null],
          [
            'Tags',
            Object.entries(api.tags ?? {})
              .map(([key, value]) => `${key}=${value}`)
              .join(', '),
          ],
        ]}
      />
      {isEditing && <GeneralDialog api={api} onClose={() => setEditing(false)} />}
    </Section>
  );
}

function GeneralDialog({ api, onClose }: { readonly api: Api; readonly onClose: () => void }) {
  const review = useReview();
  const from = {
    name: api.name ?? '',
    description: api.description ?? '',
    version: api.version ?? '',
    defaultEndpoint: api.disableExecuteApiEndpoint ? 'off' : 'on',
    routeSelectionExpression: api.routeSelectionExpression ?? '',
  };
  return (
    <FormDialog
      title={`Edit ${api.name}`}
      submit="Review"
      onClose={onClose}
      onSubmit={async (field) => {
        const to = {
          name: field('name'),
          description: field('description'),
          version: field('version'),
          defaultEndpoint: field('defaultEndpoint'),
          routeSelectionExpression: field('routeSelectionExpression') || from.routeSelectionExpression,
        };
        const alterations = alterationsBetween(from, to);
        if (alterations.length === 0) return true;
        const { defaultEndpoint, ...members } = to;
        const changed = Object.fromEntries(
          Object.entries(members).filter(([name, value]) => value !== from[name as keyof typeof from]),
        );
        const endpoint =
          defaultEndpoint === from.defaultEndpoint
            ? {}
            : { disableExecuteApiEndpoint: defaultEndpoint === 'off' };
        const outputs = await review({
          title: `Change ${api.name}`,
          alterations,
          steps: [call(UpdateApi, { apiId: api.apiId ?? '', ...changed, ...endpoint })],
          confirm: 'Change',
        });
        return outputs !== null;
      }}
    >
      <TextInput name="name" label="Name" defaultValue={from.name} required data-autofocus />
      <TextInput name="description" label="Description" defaultValue={from.description} />
      <TextInput name="version" label="Version" defaultValue={from.version} />
      <NativeSelect
        name="defaultEndpoint"
        label="Default endpoint"
        description="Off: served at custom domains alone"
        data={['on', 'off']}
        defaultValue={from.defaultEndpoint}
      />
      {api.protocolType === 'WEBSOCKET' && (
        <TextInput
          name="routeSelectionExpression"
          label="Route selection expression"
          defaultValue={from.routeSelectionExpression}
          required
          spellCheck={false}
        />
      )}
    </FormDialog>
  );
}

const corsLabels: Readonly<Record<keyof TypedCors, string>> = {
  allowOrigins: 'Origins',
  allowMethods: 'Methods',
  allowHeaders: 'Headers that may be sent',
  exposeHeaders: 'Headers that may be read',
  maxAge: 'Seconds that it is kept',
  allowCredentials: 'With cookies and authorization',
};

function CorsSection({ api }: { readonly api: Api }) {
  const [isEditing, setEditing] = useState(false);
  const typed = typedCors(api.corsConfiguration);
  return (
    <Section
      title="CORS"
      hint={
        api.corsConfiguration
          ? 'Preflights are answered by the gateway; what backends say of CORS is replaced'
          : 'None: what backends say of CORS goes through'
      }
      actions={
        <Button size="xs" variant="default" onClick={() => setEditing(true)}>
          Edit CORS
        </Button>
      }
    >
      {api.corsConfiguration && (
        <Facts
          facts={Object.entries(typed).map(([name, value]) => [corsLabels[name as keyof TypedCors], value])}
        />
      )}
      {isEditing && <CorsDialog api={api} onClose={() => setEditing(false)} />}
    </Section>
  );
}

function CorsDialog({ api, onClose }: { readonly api: Api; readonly onClose: () => void }) {
  const review = useReview();
  const from = typedCors(api.corsConfiguration);
  const apiId = api.apiId ?? '';
  return (
    <FormDialog
      title="CORS"
      submit="Review"
      onClose={onClose}
      onSubmit={async (field) => {
        const to = Object.fromEntries(
          Object.keys(from).map((name) => [name, field(name)]),
        ) as unknown as TypedCors;
        const alterations = alterationsBetween(from, to, corsLabels);
        if (alterations.length === 0) return true;
        const corsConfiguration = corsOf(to);
        const outputs = await review({
          title: `Change CORS of ${api.name}`,
          alterations,
          steps: [
            corsConfiguration
              ? call(UpdateApi, { apiId, corsConfiguration })
              : call(DeleteCorsConfiguration, { apiId }),
          ],
          confirm: 'Change',
        });
        return outputs !== null;
      }}
    >
      <TextInput
        name="allowOrigins"
        label={corsLabels.allowOrigins}
        description="https://shop.example.com, or *"
        defaultValue={from.allowOrigins}
        spellCheck={false}
        data-autofocus
      />
      <TextInput
        name="allowMethods"
        label={corsLabels.allowMethods}
        defaultValue={from.allowMethods}
        spellCheck={false}
      />
      <TextInput
        name="allowHeaders"
        label={corsLabels.allowHeaders}
        defaultValue={from.allowHeaders}
        spellCheck={false}
      />
      <TextInput
        name="exposeHeaders"
        label={corsLabels.exposeHeaders}
        defaultValue={from.exposeHeaders}
        spellCheck={false}
      />
      <Group grow>
        <NumberInput
          name="maxAge"
          label={corsLabels.maxAge}
          min={-1}
          max={86_400}
          defaultValue={from.maxAge}
        />
        <NativeSelect
          name="allowCredentials"
          label={corsLabels.allowCredentials}
          data={['no', 'yes']}
          defaultValue={from.allowCredentials}
        />
      </Group>
    </FormDialog>
  );
}

function DeleteButton({ api }: { readonly api: Api }) {
  const review = useReview();
  const navigate = useNavigate();
  const remove = async () => {
    const outputs = await review({
      title: `Delete ${api.name}`,
      alterations: [{ what: 'API with all its routes and stages', from: api.name ?? null, to: null }],
      steps: [call(DeleteApi, { apiId: api.apiId ?? '' })],
      confirm: 'Delete',
      danger: 'Its addresses answer nobody any more, and it cannot be brought back.',
    });
    if (outputs) void navigate({ to: '/apis' });
  };
  return (
    <Button variant="light" color="red" onClick={() => void remove()}>
      Delete API
    </Button>
  );
}
