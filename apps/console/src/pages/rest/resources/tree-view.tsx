import { IconChevronRight } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useId, useRef, type KeyboardEvent } from 'react';
import { MethodBadge } from './method-badge.js';
import { moveInTree, type TreeRow } from './resource-tree.js';
import classes from './tree-view.module.css';

export interface TreeViewProps {
  readonly rows: readonly TreeRow[];
  readonly selected: string;
  /** The line that keys act on. */
  readonly active: string;
  readonly onActive: (key: string) => void;
  readonly onSelect: (row: TreeRow) => void;
  readonly onToggle: (resourceId: string) => void;
}

const rowHeight = 32;

/** The resources and methods of an API as a tree, of which only the lines in sight are drawn. */
export function TreeView({ rows, selected, active, onActive, onSelect, onToggle }: TreeViewProps) {
  const place = useRef<HTMLDivElement>(null);
  const id = useId();
  const at = Math.max(
    0,
    rows.findIndex(({ key }) => key === active),
  );
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => place.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => rows[index]!.key,
    overscan: 12,
  });
  const scrollTo = virtual.scrollToIndex;
  useEffect(() => scrollTo(at), [at, scrollTo]);

  const press = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      if (rows[at]) onSelect(rows[at]);
      return;
    }
    const move = moveInTree(rows, at, event.key);
    if (!move) return;
    event.preventDefault();
    if (move.toggle !== undefined) onToggle(move.toggle);
    if (move.active !== undefined) onActive(rows[move.active]!.key);
  };

  return (
    <div
      ref={place}
      className={classes.tree}
      style={{ maxHeight: 'min(65vh, 40rem)' }}
      role="tree"
      aria-label="Resources and methods"
      aria-activedescendant={rows.length > 0 ? `${id}-${at}` : undefined}
      tabIndex={0}
      onKeyDown={press}
    >
      <div className={classes.all} style={{ height: virtual.getTotalSize() }} role="presentation">
        {virtual.getVirtualItems().map(({ index, start, key }) => {
          const row = rows[index]!;
          return (
            <div
              key={key}
              id={`${id}-${index}`}
              className={classes.row}
              style={{ top: start, height: rowHeight, paddingLeft: `${(row.level - 1) * 0.875 + 0.375}rem` }}
              role="treeitem"
              aria-level={row.level}
              aria-selected={row.key === selected}
              aria-expanded={row.isOpen ?? undefined}
              data-active={index === at ? '' : undefined}
              onClick={() => {
                onActive(row.key);
                onSelect(row);
              }}
            >
              <span
                className={classes.turn}
                aria-hidden="true"
                onClick={(event) => {
                  if (row.isOpen === null) return;
                  event.stopPropagation();
                  onToggle(row.resourceId);
                }}
              >
                {row.isOpen !== null && (
                  <IconChevronRight size={16} className={row.isOpen ? classes.open : undefined} />
                )}
              </span>
              {row.httpMethod ? <MethodBadge method={row.httpMethod} /> : row.label}
            </div>
          );
        })}
      </div>
    </div>
  );
}
