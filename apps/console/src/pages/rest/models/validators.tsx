import { ActionIcon, Button, Checkbox, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Empty } from '../../../kit/empty.js';
import { FormDialog } from '../../../kit/form-dialog.js';
import { Loaded } from '../../../kit/loaded.js';
import { useReview } from '../../../kit/review/use-review.js';
import { Section } from '../../../kit/section.js';
import { Rows, type Column } from '../../../kit/table/rows.js';
import { wireQuery } from '../../../kit/wire-query.js';
import {
  CreateRequestValidator,
  DeleteRequestValidator,
  GetRequestValidators,
  UpdateRequestValidator,
  type RequestValidator,
} from '../../../wire/generated/apigateway.js';
import { call } from '../../../wire/operation.js';

const parts = ['validateRequestBody', 'validateRequestParameters'] as const;
const labels = { validateRequestBody: 'Body', validateRequestParameters: 'Parameters' };

/** What of a request is checked, for methods to choose from. */
export function Validators({ apiId }: { readonly apiId: string }) {
  const review = useReview();
  const query = useQuery(wireQuery(GetRequestValidators, { restApiId: apiId, limit: 500 }));
  const [isAdding, setAdding] = useState(false);
  const change = (validator: RequestValidator, part: (typeof parts)[number], value: boolean) =>
    review({
      title: `Change validator ${validator.name}`,
      alterations: [{ what: labels[part], from: String(!value), to: String(value) }],
      steps: [
        call(UpdateRequestValidator, {
          restApiId: apiId,
          requestValidatorId: validator.id ?? '',
          patchOperations: [{ op: 'replace', path: `/${part}`, value: String(value) }],
        }),
      ],
      confirm: 'Save',
    });
  const remove = ({ id = '', name = id }: RequestValidator) =>
    review({
      title: `Delete validator ${name}`,
      danger: `Methods that use ${name} check nothing from the next deployment on.`,
      alterations: [{ what: 'Validator', from: name, to: null }],
      steps: [call(DeleteRequestValidator, { restApiId: apiId, requestValidatorId: id })],
      confirm: 'Delete',
    });
  const columns: Column<RequestValidator>[] = [
    { title: 'Name', cell: ({ name }) => name },
    ...parts.map((part) => ({
      title: labels[part],
      width: '8rem',
      cell: (validator: RequestValidator) => (
        <Checkbox
          aria-label={`${validator.name} checks ${labels[part].toLowerCase()}`}
          checked={validator[part] ?? false}
          onChange={(event) => void change(validator, part, event.currentTarget.checked)}
        />
      ),
    })),
    {
      title: '',
      width: '3.5rem',
      align: 'right',
      cell: (validator) => (
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={`Delete ${validator.name}`}
          onClick={() => void remove(validator)}
        >
          <IconTrash size={16} />
        </ActionIcon>
      ),
    },
  ];
  return (
    <Section
      title="Request validators"
      hint="Methods choose one; what it finds wrong is refused with 400 before the backend is called."
      actions={
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlus size={14} />}
          onClick={() => setAdding(true)}
        >
          Create validator
        </Button>
      }
    >
      <Loaded query={query} lines={2}>
        {({ items = [] }) => (
          <Rows
            label="All request validators"
            columns={columns}
            rows={items}
            rowKey={({ id = '' }) => id}
            empty={
              <Empty
                title="Nothing is checked yet"
                first="Create a validator, then choose it in the requests of methods."
              />
            }
          />
        )}
      </Loaded>
      {isAdding && <NewValidator apiId={apiId} onClose={() => setAdding(false)} />}
    </Section>
  );
}

function NewValidator({ apiId, onClose }: { readonly apiId: string; readonly onClose: () => void }) {
  const review = useReview();
  const [name, setName] = useState('');
  const [checks, setChecks] = useState<string[]>([...parts]);
  const submit = async () => {
    const flags = {
      validateRequestBody: checks.includes('validateRequestBody'),
      validateRequestParameters: checks.includes('validateRequestParameters'),
    };
    const outputs = await review({
      title: `Create validator ${name}`,
      alterations: [
        { what: 'Validator', from: null, to: name },
        ...parts.map((part) => ({ what: labels[part], from: null, to: String(flags[part]) })),
      ],
      steps: [call(CreateRequestValidator, { restApiId: apiId, name, ...flags })],
      confirm: 'Create',
    });
    return outputs !== null;
  };
  return (
    <FormDialog
      title="Create a request validator"
      submit="Review"
      isReady={name.trim() !== ''}
      onClose={onClose}
      onSubmit={submit}
    >
      <TextInput
        label="Name"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        data-autofocus
        required
      />
      <Checkbox.Group label="Checks" value={checks} onChange={setChecks}>
        {parts.map((part) => (
          <Checkbox key={part} value={part} label={labels[part]} mt="xs" />
        ))}
      </Checkbox.Group>
    </FormDialog>
  );
}
