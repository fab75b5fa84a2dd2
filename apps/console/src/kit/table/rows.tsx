import { Box, Table, Text } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, type ReactNode } from 'react';

export interface Column<T> {
  readonly title: string;
  /** What stands in the cell. */
  readonly cell: (row: T) => ReactNode;
  /** Width in CSS, such as `12rem`; columns without one share the rest. */
  readonly width?: string;
  readonly align?: 'right';
}

export interface RowsProps<T> {
  /** What the table lists, for screen readers. */
  readonly label: string;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  readonly rowKey: (row: T) => string;
  /** In place of the table when it has no rows. */
  readonly empty: ReactNode;
  /** Asked for when the end comes into sight, for lists that the server gives in pages. */
  readonly more?: { readonly has: boolean; readonly load: () => void };
  readonly selected?: string;
  /** Height of the window in CSS. Lists shorter than it take what they need. */
  readonly maxHeight?: string;
}

const rowHeight = 41;

/** A table of which only the rows in sight are drawn: ten thousand of them scroll as ten do. */
export function Rows<T>(props: RowsProps<T>) {
  const { label, columns, rows, rowKey, empty, more, selected, maxHeight = '65vh' } = props;
  const window = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => window.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => rowKey(rows[index]!),
    overscan: 12,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  const wantsMore = more?.has === true && last >= rows.length - 20;
  useEffect(() => {
    if (wantsMore) more?.load();
  }, [wantsMore, more]);
  if (rows.length === 0 && !more?.has) return <>{empty}</>;
  const before = items[0]?.start ?? 0;
  const behind = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  return (
    <Box ref={window} className="rows" mah={maxHeight} tabIndex={0} role="region" aria-label={label}>
      <Table
        stickyHeader
        highlightOnHover
        miw={`calc(${columns.map(({ width = '12rem' }) => width).join(' + ')})`}
        aria-rowcount={more?.has ? -1 : rows.length + 1}
        layout="fixed"
      >
        <Table.Thead>
          <Table.Tr>
            {columns.map(({ title, width, align }) => (
              <Table.Th key={title} w={width} ta={align}>
                {title}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {before > 0 && <Gap height={before} columns={columns.length} />}
          {items.map(({ index, key }) => {
            const row = rows[index]!;
            return (
              <Table.Tr
                key={key}
                aria-rowindex={index + 2}
                data-index={index}
                ref={virtual.measureElement}
                bg={selected === rowKey(row) ? 'var(--mantine-primary-color-light)' : undefined}
              >
                {columns.map(({ title, cell, align }) => (
                  <Table.Td key={title} ta={align} className="breaks">
                    {cell(row)}
                  </Table.Td>
                ))}
              </Table.Tr>
            );
          })}
          {behind > 0 && <Gap height={behind} columns={columns.length} />}
        </Table.Tbody>
      </Table>
      {more?.has && (
        <Text size="sm" c="dimmed" p="xs" role="status">
          Loading more …
        </Text>
      )}
    </Box>
  );
}

/** Rows out of sight. */
const Gap = ({ height, columns }: { readonly height: number; readonly columns: number }) => (
  <Table.Tr aria-hidden="true">
    <Table.Td colSpan={columns} h={height} p={0} />
  </Table.Tr>
);
