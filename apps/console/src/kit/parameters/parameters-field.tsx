import { ActionIcon, Button, Checkbox, Group, Input, Select, Stack, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { parameterMap, parametersOf, type Parameter, type Place } from './parameter-map.js';

const placeLabels: Readonly<Record<Place, string>> = { querystring: 'Query', header: 'Header', path: 'Path' };

export interface ParametersFieldProps {
  readonly label?: string;
  readonly description?: string;
  /** What keys of the map begin with, such as `method.request`. */
  readonly prefix: string;
  readonly places?: readonly Place[];
  readonly value: Readonly<Record<string, boolean>>;
  readonly onChange: (value: Record<string, boolean>) => void;
}

/** The parameters that are known, and which of them must be there. */
export function ParametersField(props: ParametersFieldProps) {
  const { label = 'Request parameters', description, prefix, value, onChange } = props;
  const { places = ['querystring', 'header', 'path'] } = props;
  const [parameters, setParameters] = useState<readonly Parameter[]>(() => parametersOf(prefix, value));
  const set = (next: readonly Parameter[]) => {
    setParameters(next);
    onChange(parameterMap(prefix, next));
  };
  const put = (index: number, changed: Partial<Parameter>) =>
    set(parameters.map((old, at) => (at === index ? { ...old, ...changed } : old)));
  return (
    <Input.Wrapper label={label} description={description} labelElement="div" role="group" aria-label={label}>
      <Stack gap={6} mt={6}>
        {parameters.map(({ place, name, isRequired }, index) => (
          <Group key={index} gap={6} wrap="nowrap">
            <Select
              aria-label={`Place of parameter ${index + 1}`}
              data={places.map((each) => ({ value: each, label: placeLabels[each] }))}
              value={place}
              onChange={(next) => put(index, { place: next ?? places[0] })}
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
          onClick={() => setParameters([...parameters, { place: places[0]!, name: '', isRequired: false }])}
          style={{ alignSelf: 'flex-start' }}
        >
          Add a parameter
        </Button>
      </Stack>
    </Input.Wrapper>
  );
}
