import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { blockBytesMax } from '#libs/observations';
import type { ReadBlock } from './observation-taker.js';

const decompress = promisify(gunzip);

/** A block as it was handed in, of the body that it came in. However little came, no more is made of it. */
export async function openBlock(body: Buffer | undefined): Promise<ReadBlock<Buffer>> {
  try {
    return { ok: true, content: await decompress(body ?? '', { maxOutputLength: blockBytesMax }) };
  } catch (error) {
    const problem =
      (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
        ? `more than ${blockBytesMax} bytes`
        : 'not compressed with gzip';
    return { ok: false, problem };
  }
}
