import { findCredentials } from '#libs/aws-credentials';
import { createSigningKeyCache, signRequest } from '#libs/sigv4';
import { unquotedMessage } from '#libs/telemetry';

/** Where an object is; the newest version without one. */
export interface S3Object {
  readonly bucket: string;
  readonly key: string;
  readonly version: string | null;
  readonly region: string;
}

/** Its bytes, or why there are none: a few words. One with more than `bytesMax` is not read to its end. */
export type ReadObject = (
  object: S3Object,
  bytesMax: number,
) => Promise<
  { readonly ok: true; readonly value: Buffer } | { readonly ok: false; readonly message: string }
>;

const timeoutMs = 10_000;
const signingKeys = createSigningKeyCache();

/**
 * Reads from S3 (API reference: GetObject; bucket in the path, which every S3 knows). Signed as this machine;
 * unsigned, which is enough for local ones and for public buckets, when nothing says who it is. Redirects are
 * not followed: they lead to another region, or to where nobody has asked for.
 */
export function createReadObject(endpointUrl: string | undefined): ReadObject {
  return async ({ bucket, key, version, region }, bytesMax) => {
    try {
      // Whoever signs a call names the region.
      if (!/^[a-z0-9-]{1,32}$/.test(region)) return { ok: false, message: 'no such region' };
      const suffix = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
      const url = new URL(endpointUrl ?? `https://s3.${region}.${suffix}`);
      const path = `${url.pathname.replace(/\/$/, '')}/${bucket}/${key.split('/').map(escaped).join('/')}`;
      url.pathname = path;
      // The parser takes `..` for a way up: such a key would name another object.
      if (url.pathname !== path) return { ok: false, message: 'no such key' };
      url.search = version === null ? '' : `versionId=${escaped(version)}`;
      return await get(url, region, bytesMax);
    } catch (error) {
      return { ok: false, message: reasonOf(error) };
    }
  };
}

async function get(url: URL, region: string, bytesMax: number): ReturnType<ReadObject> {
  const credentials = await findCredentials(region);
  const headers = { host: url.host };
  const signed = credentials
    ? signRequest({
        method: 'GET',
        rawPath: url.pathname,
        rawQuery: url.search.slice(1),
        headers,
        body: '',
        credentials,
        region,
        service: 's3',
        now: Date.now(),
        signingKeys,
      })
    : headers;
  const { host: _, ...sent } = signed;
  const response = await fetch(url, {
    headers: sent as Readonly<Record<string, string>>,
    redirect: 'manual',
    signal: AbortSignal.timeout(timeoutMs),
  });
  const body = await readAtMost(response, bytesMax);
  if (response.status !== 200) {
    const code = /<Code>(\w{1,64})<\/Code>/.exec(body?.toString('latin1') ?? '')?.[1];
    return { ok: false, message: code ?? `status ${response.status}` };
  }
  return body === null
    ? { ok: false, message: `it has more than ${bytesMax} bytes` }
    : { ok: true, value: body };
}

/** Null when there is more. */
async function readAtMost(response: Response, bytes: number): Promise<Buffer | null> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    // Leaving the loop cancels the body.
    if (length > bytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** As signatures want it: more than `encodeURIComponent` escapes. */
const escaped = (text: string): string =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/** What lies below `fetch failed`. */
const reasonOf = (error: unknown): string =>
  error instanceof Error && error.cause instanceof Error
    ? unquotedMessage(error.cause)
    : unquotedMessage(error);
