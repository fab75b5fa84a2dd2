import { ActionIcon, Autocomplete, Button, Group, Input, Stack, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';

export interface PairsFieldProps {
  readonly label: string;
  readonly description?: string;
  readonly value: Readonly<Record<string, string>>;
  readonly onChange: (value: Record<string, string>) => void;
  readonly keyLabel?: string;
  readonly valueLabel?: string;
  readonly keyPlaceholder?: string;
  readonly valuePlaceholder?: string;
  /** Values to choose from; others can be typed. */
  readonly valueChoices?: readonly string[];
  readonly add?: string;
}

/** A map of names and texts, a line each. Lines without a name are not of it. */
export function PairsField(props: PairsFieldProps) {
  const { label, description, value, onChange, keyLabel = 'Name', valueLabel = 'Value' } = props;
  const [pairs, setPairs] = useState<readonly (readonly [string, string])[]>(() => Object.entries(value));
  const set = (next: readonly (readonly [string, string])[]) => {
    setPairs(next);
    onChange(Object.fromEntries(next.filter(([key]) => key.trim() !== '')));
  };
  const put = (index: number, pair: readonly [string, string]) =>
    set(pairs.map((old, at) => (at === index ? pair : old)));
  return (
    <Input.Wrapper label={label} description={description} labelElement="div" role="group" aria-label={label}>
      <Stack gap={6} mt={6} align="stretch">
        {pairs.map(([key, text], index) => (
          <Group key={index} gap={6} wrap="nowrap" align="center">
            <TextInput
              aria-label={`${keyLabel} ${index + 1} of ${label}`}
              placeholder={props.keyPlaceholder ?? keyLabel}
              value={key}
              onChange={(event) => put(index, [event.currentTarget.value, text])}
              flex={1}
              miw={0}
              spellCheck={false}
            />
            <ValueField
              aria-label={`${valueLabel} ${index + 1} of ${label}`}
              placeholder={props.valuePlaceholder ?? valueLabel}
              value={text}
              choices={props.valueChoices}
              onValue={(typed) => put(index, [key, typed])}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`Remove ${key || `line ${index + 1}`}`}
              onClick={() => set(pairs.filter((_, at) => at !== index))}
            >
              <IconTrash size={16} />
            </ActionIcon>
          </Group>
        ))}
        <Button
          variant="subtle"
          size="xs"
          leftSection={<IconPlus size={14} />}
          onClick={() => setPairs([...pairs, ['', '']])}
          style={{ alignSelf: 'flex-start' }}
        >
          {props.add ?? 'Add a line'}
        </Button>
      </Stack>
    </Input.Wrapper>
  );
}

interface ValueFieldProps {
  readonly 'aria-label': string;
  readonly placeholder: string;
  readonly value: string;
  readonly choices: readonly string[] | undefined;
  readonly onValue: (value: string) => void;
}

function ValueField({ choices, onValue, ...field }: ValueFieldProps) {
  const box = { flex: 1, miw: 0, spellCheck: false };
  return choices ? (
    <Autocomplete {...field} {...box} data={choices} onChange={onValue} />
  ) : (
    <TextInput {...field} {...box} onChange={({ currentTarget }) => onValue(currentTarget.value)} />
  );
}
