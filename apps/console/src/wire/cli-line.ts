import { buildRequest, escape } from './build-request.js';
import type { Call } from './operation.js';
import { queryText } from './sign-request.js';

/** Where a line's call goes. */
export interface CliTarget {
  readonly endpoint: string;
  readonly region: string;
}

/**
 * The line of aws-cli that does what a call does, to be pasted into a shell; of calls of Tollgate's own,
 * curl's.
 */
export function cliLine({ operation, input }: Call, { endpoint, region }: CliTarget): string {
  if (operation.service.format === 'tollgate') return curlLine({ operation, input }, { endpoint, region });
  const members = Object.entries(input as Record<string, unknown>).filter(([, value]) => value !== undefined);
  const options = members.filter(isOption).map(([member, value]) => optionOf(member, value));
  const others = members.filter((each) => !isOption(each));
  if (others.length > 0)
    options.unshift(`--cli-input-json ${quoted(JSON.stringify(Object.fromEntries(others)))}`);
  const outfile = operation.outputPayload === undefined ? [] : ['FILE'];
  return [
    `aws ${operation.service.name} ${kebab(operation.name)}`,
    ...options,
    `--endpoint-url ${quoted(endpoint)} --region ${region}`,
    ...outfile,
  ].join(' ');
}

/** `UpdateRestApi` as `update-rest-api`, `restApiId` as `rest-api-id`. */
const kebab = (name: string): string =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1-$2')
    .toLowerCase();

/** Of a value that is shown and copied. */
const longest = 4_000;

/** Members whose addresses aws-cli 1 sends, where it fetches what others name (its PARAMFILE_DISABLED). */
const sentAsTheyAre = /^(uri|integrationUri)$/;

/** What aws-cli would take for the name of a file to read, or, in version 1, of a page, is no option. */
const isOption = ([member, value]: readonly [string, unknown]): boolean =>
  typeof value !== 'string' ||
  !(/^fileb?:\/\//.test(value) || (/^https?:\/\//.test(value) && !sentAsTheyAre.test(member)));

function optionOf(member: string, value: unknown): string {
  const option = `--${kebab(member)}`;
  if (typeof value === 'boolean') return value ? option : `--no-${kebab(member)}`;
  if (value instanceof Uint8Array) return `${option} fileb://FILE`;
  // With `=`, so that what begins with a hyphen is no option.
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  // A whole document is for a file, not for a line.
  if (text.length > longest) return `${option} file://FILE`;
  return text.startsWith('-') ? `${option}=${quoted(text)}` : `${option} ${quoted(text)}`;
}

/** Text as one word of a POSIX shell. */
const quoted = (text: string): string =>
  /^[\w./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;

function curlLine({ operation, input }: Call, { endpoint, region }: CliTarget): string {
  const { method, path, query, body } = buildRequest(operation, input);
  const search = query.length === 0 ? '' : `?${queryText(query)}`;
  return [
    `curl --aws-sigv4 aws:amz:${region}:${escape(operation.service.signingName)} --user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY"`,
    ...(method === 'GET' ? [] : [`-X ${method}`]),
    quoted(`${endpoint}${path}${search}`),
    ...(body ? [`-H 'content-type: application/json' -d ${quoted(new TextDecoder().decode(body))}`] : []),
  ].join(' ');
}
