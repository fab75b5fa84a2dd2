import { encodeLogBlock } from './encode-log-block.js';
import { LogColumns } from './log-columns.js';
import type { LogStreamName } from './log-stream-name.js';
import type { LogEvent } from './log-writer.js';
import { readLogBlock, type LogSection } from './read-log-block.js';

/**
 * Events of a stream as a section.
 *
 * @throws Error when they are more than a block may hold, none, or of a name that no stream may have.
 */
export function logSectionOf(name: LogStreamName, events: readonly LogEvent[]): LogSection {
  const columns = new LogColumns(name);
  for (const { timestampMs, message } of events) columns.add(timestampMs, message);
  const read = readLogBlock(encodeLogBlock([columns]));
  const section = 'sections' in read ? read.sections[0] : undefined;
  if (!section) throw new Error(`no section: ${'refused' in read ? read.refused : 'no events'}`);
  return section;
}
