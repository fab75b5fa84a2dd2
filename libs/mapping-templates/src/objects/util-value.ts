import type { Budget } from '../evaluate/budget.js';
import { textArgument, type Method, type MethodTable } from '../methods/method.js';
import { parseJson } from '../values/parse-json.js';
import { HostValue, type Value } from '../values/value.js';

/** `$util` (guide page "API Gateway mapping template and access logging variable reference"). */
export class UtilValue extends HostValue {
  member(): Value {
    return null;
  }

  call(name: string, args: readonly Value[], budget: Budget): Value {
    return utilMethods.get(name)?.(null, args, budget) ?? null;
  }
}

const onText =
  (convert: (text: string) => string): Method<null> =>
  (_util, args, budget) => {
    const text = textArgument(args, 0, budget);
    // Counted before the work as well: what is made may be several times as long.
    budget.work(text.length);
    return budget.text(convert(text));
  };

const utilMethods: MethodTable<null> = new Map<string, Method<null>>([
  ['escapeJavaScript', onText(escapeJavaScript)],
  ['parseJson', (_util, args, budget) => parseJson(textArgument(args, 0, budget), budget) ?? null],
  ['urlEncode', onText(urlEncode)],
  ['urlDecode', onText(urlDecode)],
  ['base64Encode', onText((text) => Buffer.from(text, 'utf8').toString('base64'))],
  ['base64Decode', onText((text) => Buffer.from(text, 'base64').toString('utf8'))],
]);

const SHORT_ESCAPES: ReadonlyMap<string, string> = new Map([
  ['\b', '\\b'],
  ['\n', '\\n'],
  ['\t', '\\t'],
  ['\f', '\\f'],
  ['\r', '\\r'],
]);

/** JavaScript string rules as Java's commons-lang has them: `'` becomes `\'`, which is no JSON (guide page "$util variables"). */
function escapeJavaScript(text: string): string {
  return text.replace(/[^ !#-&(-.0-[\]-~]/g, (unit) => {
    if (unit === "'" || unit === '"' || unit === '\\' || unit === '/') return `\\${unit}`;
    return SHORT_ESCAPES.get(unit) ?? `\\u${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
  });
}

/** application/x-www-form-urlencoded: a blank is `+` (recorded: VTL). */
function urlEncode(text: string): string {
  const wellFormed = Buffer.from(text, 'utf8').toString('utf8');
  return encodeURIComponent(wellFormed)
    .replace(/[!'()~]/g, (unit) => `%${unit.charCodeAt(0).toString(16).toUpperCase()}`)
    .replace(/%20/g, '+');
}

/** Escapes that are none are kept, as text that somebody forgot to encode. */
function urlDecode(text: string): string {
  return text
    .replace(/\+/g, ' ')
    .replace(/(?:%[0-9A-Fa-f]{2})+/g, (bytes) =>
      Buffer.from(bytes.replace(/%/g, ''), 'hex').toString('utf8'),
    );
}
