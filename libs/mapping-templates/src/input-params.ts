import { ownMember, type TemplateScope, type Values } from './template-scope.js';

// Headers that exist on the wire but that templates do not see (recorded: header handling).
const HIDDEN_HEADERS = new Set([
  'connection',
  'content-length',
  'content-md5',
  'expect',
  'max-forwards',
  'proxy-authenticate',
  'server',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'www-authenticate',
]);

/**
 * `$input.params('name')`: the path variable, else the query parameter, else the header of that name, else
 * "".
 */
export function inputParam({ params }: TemplateScope, name: string): string {
  return (
    ownMember(params.path, name) ??
    ownMember(params.querystring, name) ??
    inputHeader(params.header, name) ??
    ''
  );
}

/** A header that templates see, `undefined` when there is none of this name. */
export function inputHeader(header: Values, name: string): string | undefined {
  return HIDDEN_HEADERS.has(name.toLowerCase()) ? undefined : ownMember(header, name);
}
