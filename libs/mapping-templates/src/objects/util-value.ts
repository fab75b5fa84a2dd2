import type { Budget } from '../evaluate/budget.js';
import { textArgument, type Method, type MethodTable } from '../methods/method.js';
import { parseJson } from '../values/parse-json.js';
import { HostValue, type Value } from '../values/value.js';
import { escapeJavaScript } from './escape-java-script.js';
import { urlDecode, urlEncode } from './url-encoding.js';

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
  (convert: (text: string, budget: Budget) => string): Method<null> =>
  (_util, args, budget) => {
    const text = textArgument(args, 0, budget);
    return budget.text(convert(text, budget));
  };

const utilMethods: MethodTable<null> = new Map<string, Method<null>>([
  ['escapeJavaScript', onText(escapeJavaScript)],
  ['parseJson', (_util, args, budget) => parseJson(textArgument(args, 0, budget), budget) ?? null],
  ['urlEncode', onText(urlEncode)],
  ['urlDecode', onText(urlDecode)],
  ['base64Encode', onText((text) => Buffer.from(text, 'utf8').toString('base64'))],
  ['base64Decode', onText((text) => Buffer.from(text, 'base64').toString('utf8'))],
]);
