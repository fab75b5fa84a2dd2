import { promisify } from 'node:util';
import { constants, createDeflate, createGzip, deflate, gzip, type Zlib } from 'node:zlib';
import type { Transform } from 'node:stream';
import { unquotedMessage } from '#libs/telemetry';
import { reject } from '../../refusals/rejection.js';
import type { ResponseSink, ResponseStream } from '../caller-response.js';
import type { Coding } from './choose-coding.js';

const wholes = { gzip: promisify(gzip), deflate: promisify(deflate) } as const;
const streams = { gzip: createGzip, deflate: createDeflate } as const;

/** Compresses a whole body in the thread pool. */
export async function compressWhole(body: Buffer | string, coding: Coding): Promise<Buffer> {
  return await wholes[coding](body);
}

/**
 * A body compressed as it arrives, in the thread pool. Each piece goes on at once, as a backend may have sent
 * it for its caller to see; that costs a few bytes per piece.
 */
export class CompressedStream implements ResponseStream {
  private readonly compressor: Transform & Zlib;

  constructor(
    private readonly source: ResponseStream,
    coding: Coding,
  ) {
    this.compressor = streams[coding]({ flush: constants.Z_SYNC_FLUSH });
  }

  whole(): null {
    return null;
  }

  pipeTo(sink: ResponseSink): void {
    const { compressor, source } = this;
    sink.start(() => compressor.resume());
    compressor.on('data', (chunk: Buffer) => {
      if (!sink.write(chunk)) compressor.pause();
    });
    compressor.on('end', () => sink.end());
    compressor.on('error', (error) => {
      source.destroy();
      sink.fail(reject('gateway.fault', `compressing failed: ${unquotedMessage(error)}`));
    });
    source.pipeTo({
      start: (resume) => compressor.on('drain', resume),
      write: (chunk) => compressor.write(chunk),
      end: () => compressor.end(),
      // Nothing more is handed on: the end of a compressed body would make a part of it look whole.
      fail(rejection) {
        compressor.destroy();
        sink.fail(rejection);
      },
    });
  }

  destroy(): void {
    this.source.destroy();
    this.letGo();
  }

  /** The caller has gone: frees the compressor, which may hold what nobody will read. */
  letGo(): void {
    this.compressor.destroy();
  }
}
