import { Badge, Group, List, Stack, Text } from '@mantine/core';
import type { DefinitionChanges } from '../../wire/tollgate/stages.js';

const countOf = ({ added, changed, removed }: DefinitionChanges): number =>
  added.length + changed.length + removed.length;

/** More of one kind than this are counted. */
const shownMax = 50;

/** A diff by entities: what is new, otherwise, or gone. */
export function ChangesList({ changes }: { readonly changes: DefinitionChanges }) {
  if (countOf(changes) === 0) return <Text size="sm">Nothing differs.</Text>;
  const entries = [
    ...changes.added.map((entity) => ({
      ...entity,
      mark: 'new',
      color: 'teal',
      at: [] as readonly string[],
    })),
    ...changes.changed.map((entity) => ({ ...entity, mark: 'changed', color: 'orange' })),
    ...changes.removed.map((entity) => ({ ...entity, mark: 'removed', color: 'red', at: [] })),
  ];
  return (
    <Stack gap="xs">
      <List listStyleType="none" spacing={6}>
        {entries.slice(0, shownMax).map(({ kind, name, mark, color, at }) => (
          <List.Item key={`${mark} ${kind} ${name}`}>
            <Group gap="xs" wrap="nowrap" align="flex-start">
              <Badge variant="light" color={color} w={84} className="fixed">
                {mark}
              </Badge>
              <Text size="sm" className="breaks">
                {kind} <b>{name}</b>
                {at.length > 0 && `: ${at.join(', ')}`}
              </Text>
            </Group>
          </List.Item>
        ))}
      </List>
      {entries.length > shownMax && <Text size="sm">and {entries.length - shownMax} more</Text>}
    </Stack>
  );
}

/** The same in a line for a review, such as `2 new, 1 changed`. */
export function changesText(changes: DefinitionChanges): string {
  const parts = [
    [changes.added.length, 'new'],
    [changes.changed.length, 'changed'],
    [changes.removed.length, 'removed'],
  ] as const;
  return (
    parts.flatMap(([count, word]) => (count === 0 ? [] : [`${count} ${word}`])).join(', ') ||
    'nothing differs'
  );
}

/** What changes as rows of a review, each entity one. */
export const alterationsOf = (changes: DefinitionChanges) => [
  ...changes.added.map(({ kind, name }) => ({ what: `${kind} ${name}`, from: null, to: 'new' })),
  ...changes.changed.map(({ kind, name, at }) => ({
    what: `${kind} ${name}`,
    from: 'as deployed',
    to: at.length === 0 ? 'changed' : `other: ${at.join(', ')}`,
  })),
  ...changes.removed.map(({ kind, name }) => ({ what: `${kind} ${name}`, from: 'there', to: null })),
];
