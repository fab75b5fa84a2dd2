import type { SigningCredentials } from '#libs/sigv4';

/** Where AWS services are found, and as whom they are called. */
export interface AwsServices {
  /** Null: calls are not signed, which local runtimes do not mind. */
  readonly credentials: SigningCredentials | null;
  /** Endpoint of Lambda; null: AWS's own of the function's region. */
  readonly lambdaUrl: string | null;
  /** Endpoints of single functions, by ARN or name. */
  readonly functionUrls: ReadonlyMap<string, string>;
}

/** Where the Invoke API of one function is. */
export interface InvokeAddress {
  readonly origin: string;
  readonly path: string;
}

/**
 * Finds the Invoke API of a function: its own URL, else Lambda's. A URL with a path is taken as the address of the invocation itself, as local
 * runtimes have one; to one without the path of the Invoke API is added.
 */
export function invokeAddress(services: AwsServices, functionArn: string, region: string): InvokeAddress {
  const name = /:function:([^:]+)/.exec(functionArn)?.[1] ?? functionArn;
  const own = services.functionUrls.get(functionArn) ?? services.functionUrls.get(name);
  const url = new URL(own ?? services.lambdaUrl ?? `https://lambda.${region}.amazonaws.com`);
  if (own !== undefined && url.pathname !== '/') return { origin: url.origin, path: url.pathname };
  const base = url.pathname.replace(/\/$/, '');
  const path = `${base}/2015-03-31/functions/${encodeURIComponent(functionArn)}/invocations`;
  return { origin: url.origin, path };
}

/** Reads `arn=url,arn=url`; a text that names what is wrong when it cannot be read. */
export function readFunctionUrls(text: string): ReadonlyMap<string, string> | string {
  const urls = new Map<string, string>();
  for (const pair of text.split(',')) {
    if (pair.trim() === '') continue;
    const equals = pair.indexOf('=');
    const [name, url] = [pair.slice(0, equals).trim(), pair.slice(equals + 1).trim()];
    if (equals < 1 || !/^https?:\/\//.test(url) || !URL.canParse(url)) return `${pair.trim()} is no arn=url`;
    urls.set(name, url);
  }
  return urls;
}
