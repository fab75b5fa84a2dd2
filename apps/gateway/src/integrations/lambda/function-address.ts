import { serviceEndpoint, type AwsServices } from '../aws/aws-services.js';

/** Where the Invoke API of one function is. */
export interface FunctionAddress {
  readonly origin: string;
  readonly host: string;
  readonly path: string;
}

/**
 * Finds the Invoke API of a function: its own URL, else Lambda's. A URL with a path is taken as the address
 * of the invocation itself, as local runtimes have one, which return their responses whole; to one without
 * the path of the Invoke API is added.
 */
export function functionAddress(
  services: AwsServices,
  functionArn: string,
  region: string,
  streams: boolean,
): FunctionAddress {
  const [, partition = 'aws', name = functionArn] =
    /^arn:(aws[a-z-]*):lambda:.*?:function:([^:]+)/.exec(functionArn) ?? [];
  const invocation = streams
    ? `/2021-11-15/functions/${pathSegment(functionArn)}/response-streaming-invocations`
    : `/2015-03-31/functions/${pathSegment(functionArn)}/invocations`;
  const own = services.functionUrls.get(functionArn) ?? services.functionUrls.get(name);
  if (own !== undefined) {
    const { origin, host, pathname } = new URL(own);
    return { origin, host, path: pathname === '/' ? invocation : pathname };
  }
  const lambda = serviceEndpoint(services, { partition, region, service: 'lambda', subdomain: null });
  return { origin: lambda.origin, host: lambda.host, path: `${lambda.basePath}${invocation}` };
}

/** The colons of an ARN stay as they are, as in API Gateway's own calls (recorded: TestInvokeMethod). */
const pathSegment = (arn: string): string => encodeURIComponent(arn).replaceAll('%3A', ':');

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
