import { Alert, Button, Group, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { Facts } from '../../kit/facts.js';
import { Loaded } from '../../kit/loaded.js';
import { Section } from '../../kit/section.js';
import { wireQuery } from '../../kit/wire-query.js';
import { Locate } from '../../wire/tollgate/locate.js';

interface Asked {
  readonly host: string;
  readonly path: string;
}

/** Which API a request would come to, and why. */
export function LocateSection() {
  const [asked, setAsked] = useState<Asked | null>(null);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    setAsked({ host: (fields.get('host') as string).trim(), path: (fields.get('path') as string).trim() });
  };
  return (
    <Section
      title="Where would a request go?"
      hint="By mappings, routing rules and default hosts, as gateways look"
    >
      <form onSubmit={submit}>
        <Group align="flex-end" gap="sm">
          <TextInput name="host" label="Host" placeholder="api.example.com" required spellCheck={false} />
          <TextInput name="path" label="Path" defaultValue="/" required pattern="/.*" spellCheck={false} />
          <Button type="submit" variant="default">
            Look
          </Button>
        </Group>
      </form>
      {asked && <Found asked={asked} />}
    </Section>
  );
}

function Found({ asked }: { readonly asked: Asked }) {
  const query = useQuery(wireQuery(Locate, asked));
  return (
    <Loaded query={query} lines={3}>
      {(located) => (
        <>
          <Alert color={located.isServed ? 'teal' : 'orange'} variant="light">
            {located.why}
          </Alert>
          <Facts
            facts={[
              ['By', located.by],
              ['Domain', located.domainName],
              ['Base path', located.basePath],
              ['API', located.apiId],
              ['Stage', located.stageName],
              ['The API sees', located.path],
              ['Served', located.isServed ? 'yes' : 'no'],
            ]}
          />
        </>
      )}
    </Loaded>
  );
}
