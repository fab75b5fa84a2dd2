import { ActionIcon, Button, Checkbox, Group, Input, Select, Stack, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { parameterMap, parametersOf, type Parameter } from './request-draft.js';

const places = [
  { value: 'querystring', label: 'Query' },
  { value: 'header', label: 'Header' },
  { value: 'path', label: 'Path' },
];

/** The parameters that a method knows of, and which of them a request must have. */
export function ParametersField({
  value,
  onChange,
}: {
  readonly value: Readonly<Record<string, boolean>>;
  readonly onChange: (value: Record<string, boolean>) => void;
}) {
  const [parameters, setParameters] = useState<readonly Parameter[]>(() => parametersOf(value));
  const set = (next: readonly Parameter[]) => {
    setParameters(next);
    onChange(parameterMap(next));
  };
  const put = (index: number, changed: Partial<Parameter>) =>
    set(parameters.map((old, at) => (at === index ? { ...old, ...changed } : old)));
  return (
    <Input.Wrapper
      label="Request parameters"
      description="Required ones are checked when a request validator says so"
      labelElement="div"
      role="group"
      aria-label="Request parameters"
    >
      <Stack gap={6} mt={6}>
        {parameters.map(({ place, name, isRequired }, index) => (
          <Group key={index} gap={6} wrap="nowrap">
            <Select
              aria-label={`Place of parameter ${index + 1}`}
              data={places}
              value={place}
              onChange={(next) => put(index, { place: (next ?? 'header') as Parameter['place'] })}
              allowDeselect={false}
              w="6.5rem"
              flex="none"
            />
            <TextInput
              aria-label={`Name of parameter ${index + 1}`}
              placeholder="Name"
              value={name}
              onChange={(event) => put(index, { name: event.currentTarget.value.trim() })}
              flex={1}
              miw={0}
              spellCheck={false}
            />
            <Checkbox
              label="Required"
              checked={isRequired}
              onChange={(event) => put(index, { isRequired: event.currentTarget.checked })}
              aria-label={`Parameter ${name || index + 1} is required`}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`Remove parameter ${name || index + 1}`}
              onClick={() => set(parameters.filter((_, at) => at !== index))}
            >
              <IconTrash size={16} />
            </ActionIcon>
          </Group>
        ))}
        <Button
          variant="subtle"
          size="xs"
          leftSection={<IconPlus size={14} />}
          onClick={() =>
            setParameters([...parameters, { place: 'querystring', name: '', isRequired: false }])
          }
          style={{ alignSelf: 'flex-start' }}
        >
          Add a parameter
        </Button>
      </Stack>
    </Input.Wrapper>
  );
}
