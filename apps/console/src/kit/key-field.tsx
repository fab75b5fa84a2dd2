import { Autocomplete, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { GetApiKeys } from '../wire/generated/apigateway.js';
import { wirePages } from './wire-query.js';

export interface KeyFieldProps {
  /** The field of the form that has the id. */
  readonly name: string;
  readonly label: string;
  readonly isRequired?: boolean;
}

/**
 * A key of ten thousand, found by how its name begins: the server looks, a page at a time. Who has its ID
 * may paste that.
 */
export function KeyField({ name, label, isRequired = true }: KeyFieldProps) {
  const [typed, setTyped] = useState('');
  const [nameQuery] = useDebouncedValue(typed, 200);
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map());
  const chosen = names.get(typed);
  const query = useInfiniteQuery({
    ...wirePages(GetApiKeys, { limit: 50, ...(nameQuery && { nameQuery }) }, 'position'),
    // An id that was taken from the list is no beginning of a name.
    enabled: chosen === undefined,
    placeholderData: keepPreviousData,
  });
  const { data, hasNextPage, isFetching, fetchNextPage } = query;
  const keys = useMemo(() => new Map(namesIn(data?.pages ?? [])), [data]);
  const take = (id: string) => {
    setTyped(id);
    const found = keys.get(id);
    if (found !== undefined) setNames(new Map([[id, found]]));
  };
  return (
    <Autocomplete
      name={name}
      label={label}
      description={chosen ?? 'Type how its name begins, or its ID'}
      data={[...keys.keys()]}
      value={typed}
      onChange={take}
      filter={({ options }) => options}
      renderOption={({ option: { value } }) => (
        <Text size="sm" className="breaks">
          {keys.get(value)} ({value})
        </Text>
      )}
      scrollAreaProps={{ onBottomReached: () => void (hasNextPage && !isFetching && fetchNextPage()) }}
      maxDropdownHeight={260}
      error={query.error?.message}
      required={isRequired}
      spellCheck={false}
      data-autofocus
    />
  );
}

const namesIn = (
  pages: readonly { readonly items?: readonly { readonly id?: string; readonly name?: string }[] }[],
): [string, string][] =>
  pages.flatMap(({ items = [] }) =>
    items.map(({ id = '', name }): [string, string] => [id, name || 'no name']),
  );
