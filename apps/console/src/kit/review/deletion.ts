import type { Call } from '../../wire/operation.js';
import type { Change } from './change.js';

export interface Deleted {
  /** What kind of thing it is, such as `route`. */
  readonly noun: string;
  readonly name: string;
  readonly step: Call;
  /** What is lost, or what keeps it from being deleted. */
  readonly danger: string;
}

/** The deletion of one thing. */
export const deletion = ({ noun, name, step, danger }: Deleted): Change => ({
  title: `Delete ${noun} ${name}`,
  alterations: [{ what: `${noun[0]!.toUpperCase()}${noun.slice(1)}`, from: name, to: null }],
  steps: [step],
  confirm: 'Delete',
  danger,
});
