import { Button, Group, SimpleGrid, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { CodeEditor } from '../../../kit/code/code-editor.js';
import { PairsField } from '../../../kit/pairs-field.js';
import { Problem } from '../../../kit/problem.js';
import { StatusBadge } from '../../../kit/status-badge.js';
import { callWire } from '../../../wire/call-wire.js';
import { TestInvokeMethod, type TestInvokeMethodResponse } from '../../../wire/generated/apigateway.js';
import type { MethodAt } from './method-at.js';
import { legible, pathNamesOf, testMembers, type TestInputs } from './test-request.js';

const nothing: TestInputs = { path: {}, query: '', headers: {}, stageVariables: {}, body: '' };

/** A request to a method as it is defined now, deployed or not: through all steps, to its backend. */
export function TestPanel({ at, path }: { readonly at: MethodAt; readonly path: string }) {
  const [inputs, setInputs] = useState(nothing);
  const set = (changed: Partial<TestInputs>) => setInputs({ ...inputs, ...changed });
  const test = useMutation({
    mutationFn: () => callWire(TestInvokeMethod, { ...at, ...testMembers(path, at.httpMethod, inputs) }),
  });
  const names = pathNamesOf(path);
  const isMissing = names.some((name) => !inputs.path[name]);
  return (
    <Stack gap="md">
      <Text size="sm" c="dimmed">
        Runs the method as it is defined now, without deploying it. The backend is called for real.
      </Text>
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        {names.map((name) => (
          <TextInput
            key={name}
            label={`{${name}} in the path`}
            value={inputs.path[name] ?? ''}
            onChange={(event) => set({ path: { ...inputs.path, [name]: event.currentTarget.value } })}
            required
          />
        ))}
        <TextInput
          label="Query"
          placeholder="page=2&tag=dog"
          value={inputs.query}
          onChange={(event) => set({ query: event.currentTarget.value })}
          spellCheck={false}
        />
      </SimpleGrid>
      <PairsField
        label="Headers"
        value={inputs.headers}
        onChange={(headers) => set({ headers })}
        add="Add a header"
      />
      <PairsField
        label="Stage variables"
        value={inputs.stageVariables}
        onChange={(stageVariables) => set({ stageVariables })}
        add="Add a variable"
      />
      {at.httpMethod !== 'GET' && at.httpMethod !== 'HEAD' && (
        <div>
          <Text size="sm" fw={600} mb={4}>
            Body
          </Text>
          <CodeEditor
            label="Body"
            language="json"
            value={inputs.body}
            onChange={(body) => set({ body })}
            height="9rem"
          />
        </div>
      )}
      <Group>
        <Button
          leftSection={<IconPlayerPlay size={16} />}
          onClick={() => test.mutate()}
          loading={test.isPending}
          disabled={isMissing}
        >
          Test
        </Button>
      </Group>
      {test.error && <Problem error={test.error} />}
      {test.data && <Outcome of={test.data} />}
    </Stack>
  );
}

function Outcome({ of }: { readonly of: TestInvokeMethodResponse }) {
  const { status = 0, latency, body = '', headers = {}, log = '' } = of;
  return (
    <Stack gap="sm" role="region" aria-label="What came of the test">
      <Group gap="sm">
        <StatusBadge status={status} size="lg" />
        <Text size="sm">{latency} ms</Text>
      </Group>
      <Part title="Response body" text={legible(body)} language="json" height="10rem" />
      <Part
        title="Response headers"
        text={Object.entries(headers)
          .map(([name, value]) => `${name}: ${value}`)
          .join('\n')}
        height="7rem"
      />
      <Part title="Log" text={log} height="18rem" />
    </Stack>
  );
}

const Part = (props: {
  readonly title: string;
  readonly text: string;
  readonly language?: 'json';
  readonly height: string;
}) => (
  <div>
    <Title order={3} size="h6" mb={4}>
      {props.title}
    </Title>
    <CodeEditor label={props.title} value={props.text} language={props.language} height={props.height} />
  </div>
);
