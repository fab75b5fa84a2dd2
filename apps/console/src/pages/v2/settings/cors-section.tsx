import { Button } from '@mantine/core';
import { useState } from 'react';
import { Facts } from '../../../kit/facts.js';
import { Section } from '../../../kit/section.js';
import type { Api } from '../../../wire/generated/apigatewayv2.js';
import { CorsDialog } from './cors-dialog.js';
import { corsDraftOf, corsLabels, type CorsDraft } from './cors-draft.js';

/** Which pages of other origins may call an HTTP API. */
export function CorsSection({ api }: { readonly api: Api }) {
  const [isEditing, setEditing] = useState(false);
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
          facts={Object.entries(corsDraftOf(api.corsConfiguration)).map(([name, value]) => [
            corsLabels[name as keyof CorsDraft],
            value,
          ])}
        />
      )}
      {isEditing && <CorsDialog api={api} onClose={() => setEditing(false)} />}
    </Section>
  );
}
