import { Accordion, Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { Empty } from '../../../kit/empty.js';
import { StatusBadge } from '../../../kit/status-badge.js';
import type { Method } from '../../../wire/generated/apigateway.js';
import { needsOf } from './integration-draft.js';
import type { MethodAt } from './method-at.js';
import { responseDraftOf, statusCodesOf } from './response-draft.js';
import { ResponseForm } from './response-form.js';

export interface ResponsesPanelProps {
  readonly at: MethodAt;
  readonly name: string;
  readonly method: Method;
}

/** The responses of a method by status code: declared to callers, and mapped from the integration's. */
export function ResponsesPanel({ at, name, method }: ResponsesPanelProps) {
  const [isAdding, setAdding] = useState(false);
  const codes = statusCodesOf(method);
  const { type } = method.methodIntegration ?? {};
  const isMapped = type !== undefined && needsOf(type).templates;
  const add = (
    <Button size="xs" leftSection={<IconPlus size={14} />} onClick={() => setAdding(true)}>
      Add response
    </Button>
  );
  return (
    <Stack gap="md">
      {!isMapped && (
        <Alert color="gray" variant="light">
          {type === undefined
            ? 'Responses are mapped as soon as the method has an integration.'
            : 'A proxy integration hands responses on as they come; what is declared here is for documents and models.'}
        </Alert>
      )}
      {codes.length === 0 && !isAdding && (
        <Empty
          title="No response is declared"
          first={
            isMapped
              ? 'Without one every call ends with 500: add 200 first.'
              : 'Add those that callers should know of.'
          }
          actions={add}
        />
      )}
      {codes.length > 0 && (
        <Accordion variant="separated" defaultValue={codes.length === 1 ? codes[0]! : null} order={3}>
          {codes.map((code) => {
            const draft = responseDraftOf(method, code);
            return (
              <Accordion.Item key={code} value={code}>
                <Accordion.Control>
                  <Group gap="sm">
                    <StatusBadge status={code} />
                    {isMapped && (
                      <Text size="sm" c="dimmed" className="breaks">
                        {draft.selectionPattern === '' ? 'default' : `when ${draft.selectionPattern}`}
                      </Text>
                    )}
                  </Group>
                </Accordion.Control>
                <Accordion.Panel>
                  <ResponseForm
                    key={JSON.stringify(draft)}
                    at={at}
                    name={name}
                    method={method}
                    initial={draft}
                    isMapped={isMapped}
                  />
                </Accordion.Panel>
              </Accordion.Item>
            );
          })}
        </Accordion>
      )}
      {isAdding && (
        <ResponseForm
          at={at}
          name={name}
          method={method}
          isMapped={isMapped}
          initial={null}
          onEnd={() => setAdding(false)}
        />
      )}
      {!isAdding && codes.length > 0 && <Group>{add}</Group>}
    </Stack>
  );
}
