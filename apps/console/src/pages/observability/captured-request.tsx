import { Anchor, Code, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { formatNumber, formatTime } from '../../kit/formats.js';
import { Section } from '../../kit/section.js';
import type { CapturedMessage, CapturedRequest } from '../../wire/tollgate/captures.js';
import { bodyTitle, headerLines } from './captured-message.js';

/** One request and its response as they were on the wire. */
export function CapturedRequestSection({ captured }: { readonly captured: CapturedRequest }) {
  const { requestId, receivedAt, durationMs, sourceIp, refusal, request, response } = captured;
  return (
    <Section
      title={`${request.httpMethod} ${request.target}`}
      hint={
        <>
          {formatTime(receivedAt)}, from {sourceIp}, {formatNumber(durationMs)} ms
          {refusal !== undefined && `, refused: ${refusal}`} ·{' '}
          <Anchor component={Link} to={`/explain?requestId=${encodeURIComponent(requestId)}`} size="sm">
            Explain
          </Anchor>
        </>
      }
    >
      <Message title="Request" message={request} />
      <Message title={`Response ${response.status}`} message={response} />
    </Section>
  );
}

const Message = ({ title, message }: { readonly title: string; readonly message: CapturedMessage }) => (
  <Stack gap={4}>
    <Text fw={600} size="sm">
      {title}
    </Text>
    <Code block className="breaks" tabIndex={0} aria-label={`Headers of the ${title.toLowerCase()}`}>
      {headerLines(message)}
    </Code>
    <Text size="xs" c="dimmed">
      {bodyTitle(message)}
    </Text>
    {message.body !== '' && (
      <Code block className="breaks" tabIndex={0} mah={320} style={{ overflow: 'auto' }}>
        {message.body}
      </Code>
    )}
  </Stack>
);
