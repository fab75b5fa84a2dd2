import { ActionIcon, Autocomplete, Button, Group, Input, Stack, Text } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { CodeEditor } from './code/code-editor.js';

export interface TemplatesFieldProps {
  readonly label: string;
  readonly description?: string;
  /** Templates by content type, or by whatever else chooses one. */
  readonly value: Readonly<Record<string, string>>;
  readonly onChange: (value: Record<string, string>) => void;
  /** Keys to choose from; another can be typed. */
  readonly keys?: readonly string[];
  readonly keyLabel?: string;
  readonly height?: string;
}

const contentTypes = [
  'application/json',
  'application/xml',
  'application/x-www-form-urlencoded',
  'text/plain',
];

/** Mapping templates, each in an editor of its own. */
export function TemplatesField(props: TemplatesFieldProps) {
  const { label, description, value, onChange, keys = contentTypes, keyLabel = 'Content type' } = props;
  const [key, setKey] = useState('');
  const free = keys.filter((each) => !(each in value));
  const add = () => {
    const name = key.trim() || free[0] || '';
    if (name === '' || name in value) return;
    onChange({ ...value, [name]: '' });
    setKey('');
  };
  return (
    <Input.Wrapper label={label} description={description} labelElement="div" role="group" aria-label={label}>
      <Stack gap="xs" mt={6}>
        {Object.entries(value).map(([name, template]) => (
          <Stack key={name} gap={4}>
            <Group justify="space-between" wrap="nowrap">
              <Text size="sm" ff="monospace" className="breaks">
                {name}
              </Text>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={`Remove the template of ${name}`}
                onClick={() => {
                  const { [name]: _, ...others } = value;
                  onChange(others);
                }}
              >
                <IconTrash size={16} />
              </ActionIcon>
            </Group>
            <CodeEditor
              label={`${label}, ${name}`}
              value={template}
              onChange={(text) => onChange({ ...value, [name]: text })}
              height={props.height ?? '9rem'}
            />
          </Stack>
        ))}
        <Group gap={6} wrap="nowrap">
          <Autocomplete
            aria-label={`${keyLabel} of another template`}
            placeholder={free[0] ?? keyLabel}
            data={free}
            value={key}
            onChange={setKey}
            size="xs"
            flex="0 1 16rem"
            miw={0}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return;
              event.preventDefault();
              add();
            }}
          />
          <Button variant="subtle" size="xs" leftSection={<IconPlus size={14} />} onClick={add} flex="none">
            Add a template
          </Button>
        </Group>
      </Stack>
    </Input.Wrapper>
  );
}
