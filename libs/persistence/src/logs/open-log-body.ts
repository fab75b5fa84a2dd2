import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { logBlockBounds, readLogBlock, readLogEvents, type LogEvent } from '#libs/log-events';

/** Events of one stream in a block; of one that is not asked about they are counted, not read. */
export interface OpenSection {
  readonly stream: string | null;
  readonly count: number;
  readonly events: readonly LogEvent[];
}

const decompress = promisify(gunzip);

/**
 * The sections of a block's body and how many bytes they are. `streams`: the names of the sections' streams;
 * null for one that is not wanted.
 */
export async function openLogBody(
  body: Buffer,
  streams: readonly (string | null)[],
): Promise<{ readonly sections: readonly OpenSection[]; readonly bytes: number }> {
  const block = await decompress(body, { maxOutputLength: logBlockBounds.bytes });
  const read = readLogBlock(block);
  if ('refused' in read) throw new Error(`a block of log events cannot be read: ${read.refused}`);
  const sections = read.sections.map((section, index) => {
    const stream = streams[index] ?? null;
    const events = stream === null ? [] : (readLogEvents(section.body) ?? []);
    return { stream, count: section.events, events };
  });
  return { sections, bytes: block.length };
}
