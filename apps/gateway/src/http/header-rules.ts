/** What becomes of one header on each way through the gateway. */
export interface HeaderRule {
  /** Spelled as in a response. */
  readonly name: string;
  /** Sent by the caller, towards an HTTP_PROXY backend. */
  readonly fromCaller: 'pass' | 'drop';
  /** Set by `integration.request.header.<name>`. `fail`: every such call is a 500. */
  readonly mappedToBackend: 'send' | 'drop' | 'fail';
  /** Whether `$input.params('<name>')` and `method.request.header.<name>` see it. */
  readonly inParams: boolean;
  /** Sent by an HTTP_PROXY backend. `remap`: goes on as `x-amzn-Remapped-<name>`. */
  readonly fromBackend: 'pass' | 'remap' | 'drop';
  /** Set by `method.response.header.<name>`. */
  readonly mappedToCaller: 'pass' | 'remap' | 'drop';
}

type Row = [
  name: string,
  fromCaller: HeaderRule['fromCaller'],
  mappedToBackend: HeaderRule['mappedToBackend'],
  inParams: 'seen' | 'hidden',
  fromBackend: HeaderRule['fromBackend'],
  mappedToCaller: HeaderRule['mappedToCaller'],
];

/**
 * Headers that do not simply pass everywhere (recorded: header handling; RFC 9110, section 7.6.1 for those
 * that belong to one connection). Ours, where the recordings are silent or nothing sensible follows:
 * Keep-Alive, Proxy-Connection, Proxy-Authorization are dropped as connection headers; Host and
 * Content-Length of the caller are replaced by the backend's and the real length; ids and trace headers are
 * ours.
 */
const rows: readonly Row[] = [
  // name, caller -> HTTP_PROXY, mapping -> backend, $input.params, HTTP_PROXY -> caller, mapping -> caller
  ['Authorization', 'pass', 'send', 'seen', 'pass', 'remap'],
  ['Connection', 'drop', 'drop', 'hidden', 'remap', 'remap'],
  ['Content-Encoding', 'drop', 'send', 'seen', 'pass', 'pass'],
  ['Content-Length', 'drop', 'fail', 'hidden', 'remap', 'remap'],
  ['Content-MD5', 'drop', 'send', 'hidden', 'pass', 'remap'],
  ['Date', 'pass', 'send', 'seen', 'remap', 'remap'],
  ['Expect', 'drop', 'drop', 'hidden', 'pass', 'remap'],
  ['Host', 'drop', 'send', 'seen', 'pass', 'remap'],
  ['Keep-Alive', 'drop', 'drop', 'hidden', 'drop', 'drop'],
  ['Max-Forwards', 'drop', 'send', 'hidden', 'pass', 'remap'],
  ['Proxy-Authenticate', 'drop', 'drop', 'hidden', 'pass', 'remap'],
  ['Proxy-Authorization', 'drop', 'drop', 'hidden', 'drop', 'drop'],
  ['Proxy-Connection', 'drop', 'drop', 'hidden', 'drop', 'drop'],
  ['Server', 'drop', 'send', 'hidden', 'remap', 'remap'],
  ['TE', 'drop', 'drop', 'hidden', 'drop', 'pass'],
  ['Trailer', 'drop', 'send', 'hidden', 'drop', 'remap'],
  ['Transfer-Encoding', 'drop', 'fail', 'hidden', 'drop', 'drop'],
  ['Upgrade', 'drop', 'send', 'hidden', 'drop', 'remap'],
  ['User-Agent', 'pass', 'send', 'seen', 'pass', 'remap'],
  ['Via', 'drop', 'drop', 'seen', 'pass', 'pass'],
  ['WWW-Authenticate', 'drop', 'send', 'hidden', 'pass', 'remap'],
  ['x-amz-apigw-id', 'pass', 'send', 'seen', 'drop', 'drop'],
  ['X-Amzn-Apigateway-Api-Id', 'drop', 'drop', 'seen', 'pass', 'pass'],
  ['x-amzn-RequestId', 'pass', 'send', 'seen', 'remap', 'remap'],
  ['X-Amzn-Trace-Id', 'drop', 'drop', 'seen', 'pass', 'pass'],
  ['X-Forwarded-For', 'drop', 'send', 'seen', 'pass', 'pass'],
  ['X-Forwarded-Port', 'drop', 'send', 'seen', 'pass', 'pass'],
  ['X-Forwarded-Proto', 'drop', 'send', 'seen', 'pass', 'pass'],
  // It has had its effect; a backend that is to see it has it mapped (guide page "Important notes").
  ['X-HTTP-Method-Override', 'drop', 'send', 'seen', 'pass', 'pass'],
];

/** By name in lower case; a header that is not here passes everywhere under its name. */
export const headerRules: ReadonlyMap<string, HeaderRule> = new Map(
  rows.map(([name, fromCaller, mappedToBackend, params, fromBackend, mappedToCaller]) => [
    name.toLowerCase(),
    { name, fromCaller, mappedToBackend, inParams: params === 'seen', fromBackend, mappedToCaller },
  ]),
);

/** The prefix of headers that were not allowed under their own name. */
export const remapped = 'x-amzn-Remapped-';

/**
 * The names in a Connection header, which belong to that connection alone (RFC 9110, section 7.6.1); null
 * when there are none.
 */
export function connectionOptions(value: string | null): ReadonlySet<string> | null {
  if (value === null || value === 'keep-alive') return null;
  const lower = value.toLowerCase();
  if (lower === 'keep-alive' || lower === 'close') return null;
  return new Set(lower.split(',').map((option) => option.trim()));
}
