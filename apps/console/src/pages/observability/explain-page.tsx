import { Alert, Button, Code, Group, Stack, Text, TextInput, Timeline } from '@mantine/core';
import { IconCheck, IconMinus, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { FormEvent } from 'react';
import { Empty } from '../../kit/empty.js';
import { Facts } from '../../kit/facts.js';
import { formatTime } from '../../kit/formats.js';
import { Loaded } from '../../kit/loaded.js';
import { Page } from '../../kit/page.js';
import { Section } from '../../kit/section.js';
import { wireQuery } from '../../kit/wire-query.js';
import { ReadRequest, type Explanation, type ExplainedStep } from '../../wire/tollgate/requests.js';

const route = getRouteApi('/explain');

/** Why a request got its response: its road through the gateway, and what refused it. */
export function ExplainPage() {
  const { requestId } = route.useSearch();
  const navigate = route.useNavigate();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = (new FormData(event.currentTarget).get('requestId') as string).trim();
    void navigate({ search: { requestId: typed || undefined } });
  };
  return (
    <Page
      title="Explain a request"
      subtitle="Every refused request of the last 24 hours, and a sample of the others"
    >
      <form onSubmit={submit} key={requestId}>
        <Group align="flex-end" gap="sm">
          <TextInput
            name="requestId"
            label="Request ID"
            description="The header x-amzn-RequestId or x-amz-apigw-id of its response"
            defaultValue={requestId}
            pattern="[\w=\-]{1,128}"
            w={{ base: '100%', sm: 420 }}
            spellCheck={false}
            required
          />
          <Button type="submit">Explain</Button>
        </Group>
      </form>
      {requestId === undefined ? (
        <Empty
          title="Which request?"
          first="Each response says its id in the header x-amzn-RequestId; each line of a log has it, too. Paste it here to see what refused the request, and what to change."
        />
      ) : (
        <Explained requestId={requestId} />
      )}
    </Page>
  );
}

function Explained({ requestId }: { readonly requestId: string }) {
  const query = useQuery(wireQuery(ReadRequest, { requestId }));
  return (
    <Loaded query={query} lines={8}>
      {(explanation) => (
        <Stack gap="md">
          <Outcome explanation={explanation} />
          <Section title="The road" hint="Steps of the gateway in their order">
            <Road steps={explanation.steps} />
          </Section>
          <Section title="The request">
            <Facts facts={factsOf(explanation)} />
          </Section>
        </Stack>
      )}
    </Loaded>
  );
}

function Outcome({ explanation: { refusal, status } }: { readonly explanation: Explanation }) {
  if (refusal === null)
    return (
      <Alert color="teal" variant="light" title={`Answered ${status} by its integration`}>
        Nothing in the gateway refused it.
      </Alert>
    );
  return (
    <Alert color="red" variant="light" title={`Refused with ${status}: ${refusal.code}`}>
      <Stack gap="xs">
        <Text size="sm">{refusal.meaning}</Text>
        {refusal.detail !== '' && <Text size="sm">Which: {refusal.detail}</Text>}
        <Text size="sm">
          <b>What to look at:</b> {refusal.check}
        </Text>
        {refusal.responseType !== null && <Text size="sm">Gateway response {refusal.responseType}</Text>}
        {refusal.comparison !== null && (
          <Code block className="breaks" tabIndex={0}>
            {refusal.comparison}
          </Code>
        )}
      </Stack>
    </Alert>
  );
}

const marks = {
  passed: { icon: IconCheck, color: 'teal' },
  refused: { icon: IconX, color: 'red' },
  'not reached': { icon: IconMinus, color: 'gray' },
} as const;

function Road({ steps }: { readonly steps: readonly ExplainedStep[] }) {
  const reached = steps.filter(({ outcome }) => outcome !== 'not reached').length;
  return (
    <Timeline active={reached - 1} bulletSize={24} lineWidth={2}>
      {steps.map(({ name, outcome, waitedMs }) => {
        const { icon: Icon, color } = marks[outcome];
        return (
          <Timeline.Item key={name} color={color} bullet={<Icon size={14} aria-hidden="true" />} title={name}>
            <Text size="xs" c="dimmed">
              {outcome}
              {waitedMs !== null && `, waited ${waitedMs} ms`}
            </Text>
          </Timeline.Item>
        );
      })}
    </Timeline>
  );
}

function factsOf(explanation: Explanation): [string, string | null][] {
  const { request, served, caller, integration } = explanation;
  return [
    ['Request', `${request.httpMethod} ${request.path} to ${request.host} from ${request.sourceIp}`],
    ['Received', `${formatTime(new Date(explanation.receivedAtMs))} by ${explanation.gatewayId}`],
    ['Took', `${explanation.tookMs} ms`],
    [
      'Served by',
      served &&
        `API ${served.apiId}, stage ${served.stageName}, deployment ${served.deploymentId}, ${served.method ?? 'no method'}`,
    ],
    ['API key', caller.apiKeyId && `${caller.apiKeyId} of usage plan ${caller.usagePlanId ?? 'none'}`],
    ['Principal', caller.principalId],
    [
      'Integration',
      integration &&
        `${integration.uri}, sent after ${integration.sentAfterMs} ms, ${integration.status === null ? 'failed' : `answered ${integration.status}`}`,
    ],
    ['Bytes of bodies', `${explanation.bytesIn} in, ${explanation.bytesOut} out`],
    ['Trace', explanation.traceId],
    ['Request ID', `${explanation.requestId} (${explanation.extendedRequestId})`],
  ];
}
