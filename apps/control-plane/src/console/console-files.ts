import { readFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { negotiate } from '@fastify/accept-negotiator';
import send from '@fastify/send';
import { Inject, Injectable } from '@nestjs/common';
import { CONSOLE_FOLDER } from '../tokens.js';

/** Where the build of the console is, seen from the built file and from the source. */
export const consoleFolder = fileURLToPath(
  new URL(
    import.meta.url.endsWith('.ts') ? '../../../../dist/console' : '../../../../console',
    import.meta.url,
  ),
);

/** One name in one folder: nothing that could lead out of it. The compressed forms are no assets. */
const assetName = /^[\w-][\w.-]*\.(?!br$|gz$)\w+$/;
const endings = { br: '.br', gzip: '.gz' } as const;
const yearMs = 365 * 86_400_000;

/** How an asset is sent. */
export interface AssetResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readable;
}

/** What the build of the console has made. It is looked up each time: a build may replace it as this runs. */
@Injectable()
export class ConsoleFiles {
  constructor(@Inject(CONSOLE_FOLDER) private readonly folder: string) {}

  /** The page with this nonce in it; null when the console is not built. */
  async page(nonce: string): Promise<string | null> {
    const page = await readFile(join(this.folder, 'index.html'), 'utf8').catch(unlessMissing);
    return page?.replaceAll('__CSP_NONCE__', nonce) ?? null;
  }

  /**
   * An asset in the form that the request takes, or that the caller has it; null for a name that none has.
   * Their names change with what is in them, so that they may be kept for a year.
   */
  async asset(name: string, request: IncomingMessage): Promise<AssetResponse | null> {
    if (!assetName.test(name)) return null;
    const encoding = negotiate(String(request.headers['accept-encoding'] ?? ''), ['br', 'gzip']);
    const compressed = encoding && (await this.send(name, request, { ending: endings[encoding], encoding }));
    return compressed ?? this.send(name, request);
  }

  private async send(
    name: string,
    request: IncomingMessage,
    form?: { readonly ending: string; readonly encoding: string },
  ): Promise<AssetResponse | null> {
    const found = await send(request, `/${name}${form?.ending ?? ''}`, {
      root: join(this.folder, 'assets'),
      maxAge: yearMs,
      immutable: true,
      index: false,
    });
    if (found.type !== 'file') {
      // A range that it does not have; all else is not there.
      if (found.statusCode !== 416) return null;
      return { status: 416, headers: found.headers, body: found.stream };
    }
    const headers = { ...found.headers, vary: 'accept-encoding' };
    if (form === undefined) return { status: found.statusCode, headers, body: found.stream };
    return {
      status: found.statusCode,
      headers: { ...headers, 'Content-Type': typeOf(name), 'Content-Encoding': form.encoding },
      body: found.stream,
    };
  }
}

/** Of the name without the ending of its compressed form. */
function typeOf(name: string): string {
  const type = send.mime.getType(name) ?? 'application/octet-stream';
  return send.isUtf8MimeType(type) ? `${type}; charset=utf-8` : type;
}

function unlessMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
  throw error;
}
