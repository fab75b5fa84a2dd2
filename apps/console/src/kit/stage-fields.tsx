import { Autocomplete, Text } from '@mantine/core';
import { useState } from 'react';
import { useMeteredApis, type MeteredApi } from './metered-apis.js';
import { useStageNames } from './stage-names.js';

export interface StageFieldsProps {
  readonly apiId?: string;
  readonly stage?: string;
  /** Whether the stage may stay open: then the next segment of the path names it. */
  readonly isStageOptional?: boolean;
  /** Which kinds of APIs it may be; all unless told. */
  readonly kinds?: readonly MeteredApi['kind'][];
}

/** `apiId` and `stage` of a form: an API found by name or id, and one of its stages. */
export function StageFields({ apiId = '', stage = '', isStageOptional = false, kinds }: StageFieldsProps) {
  const [typed, setTyped] = useState(apiId);
  const all = useMeteredApis().data ?? [];
  const apis = kinds ? all.filter(({ kind }) => kinds.includes(kind)) : all;
  const byId = new Map(apis.map((api) => [api.id, api]));
  const api = byId.get(typed);
  return (
    <>
      <Autocomplete
        name="apiId"
        label="API"
        description={api ? api.name : 'Type its name or its ID'}
        data={[...byId.keys()]}
        value={typed}
        onChange={setTyped}
        filter={({ options, search }) => {
          const wanted = search.trim().toLowerCase();
          return options.filter((option) => {
            const id = 'value' in option ? option.value : '';
            return id.includes(wanted) || (byId.get(id)?.name ?? '').toLowerCase().includes(wanted);
          });
        }}
        renderOption={({ option: { value } }) => (
          <Text size="sm" className="breaks">
            {byId.get(value)?.name} ({value})
          </Text>
        )}
        limit={50}
        maxDropdownHeight={260}
        required
        spellCheck={false}
        data-autofocus
      />
      {api ? (
        <StageField
          key={api.id}
          api={api}
          stage={api.id === apiId ? stage : ''}
          isOptional={isStageOptional}
        />
      ) : (
        <StageName data={[]} stage={stage} isOptional={isStageOptional} />
      )}
    </>
  );
}

function StageField({ api, ...rest }: { readonly api: MeteredApi } & Omit<StageNameProps, 'data'>) {
  const names = useStageNames(api.kind === 'REST' ? 'rest' : 'v2', api.id);
  return <StageName data={names.data ?? []} {...rest} />;
}

interface StageNameProps {
  readonly data: readonly string[];
  readonly stage: string;
  readonly isOptional: boolean;
}

const StageName = ({ data, stage, isOptional }: StageNameProps) => (
  <Autocomplete
    name="stage"
    label="Stage"
    description={isOptional ? 'Empty: the next segment of the path names it' : undefined}
    data={[...data]}
    defaultValue={stage}
    required={!isOptional}
    spellCheck={false}
  />
);
