import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { CodeEditor } from '../../../kit/code/code-editor.js';
import { PairsField } from '../../../kit/pairs-field.js';
import { Problem } from '../../../kit/problem.js';
import { StatusBadge } from '../../../kit/status-badge.js';
import { callWire } from '../../../wire/call-wire.js';
import {
  TestInvokeAuthorizer,
  type Authorizer,
  type TestInvokeAuthorizerResponse,
} from '../../../wire/generated/apigateway.js';
import { legible } from '../method/test-request.js';
import { headersOf } from './authorizer-draft.js';

export interface TestAuthorizerProps {
  readonly apiId: string;
  readonly authorizer: Authorizer;
  readonly onClose: () => void;
}

/** What an authorizer decides of a request, asked for real. */
export function TestAuthorizer({ apiId, authorizer, onClose }: TestAuthorizerProps) {
  const [headers, setHeaders] = useState<Record<string, string>>(() =>
    Object.fromEntries(headersOf(authorizer.identitySource).map((name) => [name, ''])),
  );
  const [path, setPath] = useState('');
  const test = useMutation({
    mutationFn: () =>
      callWire(TestInvokeAuthorizer, {
        restApiId: apiId,
        authorizerId: authorizer.id ?? '',
        headers,
        ...(path !== '' && { pathWithQueryString: path }),
      }),
  });
  return (
    <Modal opened onClose={onClose} title={`Test authorizer ${authorizer.name}`} size="lg">
      <Stack gap="md">
        <PairsField label="Headers" value={headers} onChange={setHeaders} add="Add a header" />
        {authorizer.type === 'REQUEST' && (
          <TextInput
            label="Path and query"
            placeholder="/pets?tenant=a"
            value={path}
            onChange={(event) => setPath(event.currentTarget.value)}
          />
        )}
        <Group>
          <Button
            leftSection={<IconPlayerPlay size={16} />}
            onClick={() => test.mutate()}
            loading={test.isPending}
          >
            Test
          </Button>
        </Group>
        {test.error && <Problem error={test.error} />}
        {test.data && <Decision of={test.data} />}
      </Stack>
    </Modal>
  );
}

function Decision({ of }: { readonly of: TestInvokeAuthorizerResponse }) {
  const { clientStatus = 0, latency, principalId, policy, claims, log = '' } = of;
  return (
    <Stack gap="sm" role="region" aria-label="What the authorizer decided">
      <Group gap="sm">
        <StatusBadge status={clientStatus} size="lg" />
        <Text size="sm" className="breaks">
          {principalId ? `${principalId}, ` : ''}
          {latency} ms
        </Text>
      </Group>
      {policy && <CodeEditor label="Policy" language="json" value={legible(policy)} height="10rem" />}
      {claims && (
        <CodeEditor label="Claims" language="json" value={JSON.stringify(claims, null, 2)} height="10rem" />
      )}
      <CodeEditor label="Log" value={log} height="12rem" />
    </Stack>
  );
}
