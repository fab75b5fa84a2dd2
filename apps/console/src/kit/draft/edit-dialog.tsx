import type { ReactNode } from 'react';
import { FormDialog } from '../form-dialog.js';
import { alterationsBetween, type Step } from '../review/change.js';
import { useReview } from '../review/use-review.js';
import type { Draft } from './use-draft.js';

export interface EditDialogProps<T extends object> {
  /** What kind of thing it is, such as `route`. */
  readonly noun: string;
  /** Its name as it is; null: a new one. */
  readonly name: string | null;
  /** What a new one is called, as far as it is typed. */
  readonly newName?: (to: T) => string;
  readonly draft: Draft<T>;
  readonly labels?: Partial<Record<keyof T & string, string>>;
  readonly isReady?: boolean;
  readonly size?: 'md' | 'lg' | 'xl';
  /** The calls that create it, or change it. */
  readonly steps: (to: T) => readonly Step[];
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Something new, or something to change: its fields, then the review. Without a change it just closes. */
export function EditDialog<T extends object>(props: EditDialogProps<T>) {
  const { noun, name, newName, draft, labels, isReady, size, steps, onClose, children } = props;
  const review = useReview();
  const isNew = name === null;
  const submit = async () => {
    const to = trimmed(draft.to);
    const alterations = alterationsBetween(isNew ? {} : draft.from, to, labels);
    const calls = steps(to);
    // Some things that are typed otherwise are the same, such as a list with other commas.
    if (alterations.length === 0 || calls.length === 0) return true;
    const outputs = await review({
      title: isNew ? `Create ${noun} ${newName?.(to) ?? ''}`.trim() : `Change ${noun} ${name}`,
      alterations,
      steps: calls,
      confirm: isNew ? 'Create' : 'Change',
    });
    return outputs !== null;
  };
  return (
    <FormDialog
      title={isNew ? `Create ${noun}` : `Edit ${noun} ${name}`}
      submit="Review"
      isReady={isReady}
      size={size}
      onClose={onClose}
      onSubmit={submit}
    >
      {children}
    </FormDialog>
  );
}

/** Blanks around what was typed in a line are not meant; templates, which are in maps, keep theirs. */
const trimmed = <T extends object>(draft: T): T =>
  Object.fromEntries(
    Object.entries(draft).map(([name, value]: [string, unknown]) => [
      name,
      typeof value === 'string' ? value.trim() : value,
    ]),
  ) as T;
