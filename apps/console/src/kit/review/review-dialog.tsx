import { Alert, Button, Code, Group, Modal, Progress, Stack, Table, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { callWire } from '../../wire/call-wire.js';
import { cliLine } from '../../wire/cli-line.js';
import { useSession } from '../../session/use-session.js';
import { CopyLine } from '../copy-line.js';
import { Problem } from '../problem.js';
import { callOf, previewOf, type Alteration, type Change } from './change.js';

export interface ReviewDialogProps {
  readonly change: Change;
  /** Outputs of all calls, or null; and whether any call was done. */
  readonly onEnd: (outputs: readonly unknown[] | null, hasChanged: boolean) => void;
}

/** What will change, the lines of aws-cli that would do the same, and then how far it has come. */
export function ReviewDialog({ change, onEnd }: ReviewDialogProps) {
  const { title, alterations, steps, confirm, danger } = change;
  const session = useSession();
  const target = {
    endpoint: location.origin,
    region: 'region' in session ? session.region : 'us-east-1',
  };
  const [done, setDone] = useState<readonly unknown[]>([]);
  const [isRunning, setRunning] = useState(false);
  const [error, setError] = useState<unknown>(null);

  const run = async () => {
    setRunning(true);
    setError(null);
    const outputs = [...done];
    try {
      // What was done before a failure is not done again.
      for (const step of steps.slice(outputs.length)) {
        const { operation, input } = callOf(step, outputs);
        outputs.push(await callWire(operation, input as never));
        setDone([...outputs]);
      }
      onEnd(outputs, true);
    } catch (failure) {
      setError(failure);
      setRunning(false);
    }
  };
  const leave = () => {
    if (!isRunning) onEnd(null, done.length > 0);
  };

  return (
    <Modal opened onClose={leave} title={title} size="lg" closeOnClickOutside={false}>
      <Stack gap="md">
        {danger !== undefined && (
          <Alert color="red" variant="light">
            {danger}
          </Alert>
        )}
        {alterations.length > 0 && <Alterations rows={alterations} />}
        <Stack gap={4}>
          <Title order={3} size="h6">
            The same by aws-cli
          </Title>
          {steps.map((step, index) => (
            <CopyLine key={index} line={cliLine(previewOf(step), target)} label="Copy the command" />
          ))}
        </Stack>
        {error !== null && <Problem error={error} />}
        {(isRunning || done.length > 0) && (
          <Progress
            // How far a single call is, nobody knows: it moves.
            animated={isRunning}
            value={steps.length === 1 ? 100 : (done.length / steps.length) * 100}
            aria-label={`${done.length} of ${steps.length} done`}
          />
        )}
        {error !== null && done.length > 0 && (
          <Text size="sm">
            {done.length} of {steps.length} calls were done; the next try goes on behind them.
          </Text>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={leave} disabled={isRunning}>
            Cancel
          </Button>
          <Button
            color={danger === undefined ? undefined : 'red'}
            onClick={() => void run()}
            loading={isRunning}
            data-autofocus
          >
            {confirm}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

const Alterations = ({ rows }: { readonly rows: readonly Alteration[] }) => (
  <Table aria-label="What will change" layout="auto" withTableBorder>
    <Table.Thead>
      <Table.Tr>
        <Table.Th>What</Table.Th>
        <Table.Th>Now</Table.Th>
        <Table.Th>Then</Table.Th>
      </Table.Tr>
    </Table.Thead>
    <Table.Tbody>
      {rows.map(({ what, from, to }) => (
        <Table.Tr key={what} style={{ verticalAlign: 'top' }}>
          <Table.Td className="breaks">{what}</Table.Td>
          <Table.Td className="breaks">{value(from)}</Table.Td>
          <Table.Td className="breaks">{value(to)}</Table.Td>
        </Table.Tr>
      ))}
    </Table.Tbody>
  </Table>
);

const value = (text: string | null) =>
  text === null ? (
    <Text size="sm" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
      nothing
    </Text>
  ) : (
    // Documents and templates have lines, by which they are compared.
    <Code block={text.includes('\n')} className="breaks" style={{ whiteSpace: 'pre-wrap' }}>
      {text}
    </Code>
  );
