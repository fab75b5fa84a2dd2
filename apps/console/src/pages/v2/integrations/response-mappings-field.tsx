import { ActionIcon, Box, Button, Group, Input, Paper, Stack, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { PairsField } from '../../../kit/pairs-field.js';
import { integrationLabels, type IntegrationDraft } from './integration-draft.js';

type Mappings = IntegrationDraft['responseParameters'];

export interface ResponseMappingsFieldProps {
  readonly value: Mappings;
  readonly onChange: (value: Mappings) => void;
}

/** What is changed on the way back to callers, by the status of the backend. */
export function ResponseMappingsField({ value, onChange }: ResponseMappingsFieldProps) {
  const [status, setStatus] = useState('');
  const isStatus = /^[2-5]\d\d$/.test(status) && !(status in value);
  const add = () => {
    if (!isStatus) return;
    onChange({ ...value, [status]: {} });
    setStatus('');
  };
  const label = integrationLabels.responseParameters;
  return (
    <Input.Wrapper
      label={label}
      description="What is changed on the way back, by the status of the backend: append, overwrite or remove a header, or overwrite the status"
      labelElement="div"
      role="group"
      aria-label={label}
    >
      <Stack gap="xs" mt={6}>
        {Object.entries(value).map(([code, mappings]) => (
          <Paper key={code} withBorder p="xs">
            <Group align="flex-start" gap="xs" wrap="nowrap">
              <Box flex={1} miw={0}>
                <PairsField
                  label={`Mappings of ${code}`}
                  keyLabel="To"
                  valueLabel="From"
                  keyPlaceholder="overwrite:header.x"
                  valuePlaceholder="$response.header.y"
                  value={mappings}
                  onChange={(changed) => onChange({ ...value, [code]: changed })}
                  add={`Add a mapping of ${code}`}
                />
              </Box>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={`Remove the mappings of ${code}`}
                onClick={() => {
                  const { [code]: _, ...others } = value;
                  onChange(others);
                }}
              >
                <IconTrash size={16} />
              </ActionIcon>
            </Group>
          </Paper>
        ))}
        <Group gap={6} wrap="nowrap">
          <TextInput
            aria-label="Status of other mappings"
            placeholder="200"
            value={status}
            onChange={({ currentTarget }) => setStatus(currentTarget.value.trim())}
            size="xs"
            w="6rem"
            inputMode="numeric"
            maxLength={3}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return;
              event.preventDefault();
              add();
            }}
          />
          <Button
            variant="subtle"
            size="xs"
            leftSection={<IconPlus size={14} />}
            onClick={add}
            disabled={!isStatus}
          >
            Add a status
          </Button>
        </Group>
      </Stack>
    </Input.Wrapper>
  );
}
