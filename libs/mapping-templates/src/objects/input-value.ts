import type { Budget } from '../evaluate/budget.js';
import { inputHeader, inputParam } from '../input-params.js';
import type { PathQueries } from '../path-query/path-queries.js';
import { runPathQuery } from '../path-query/run-path-query.js';
import { textArgument } from '../methods/method.js';
import type { TemplateScope, Values } from '../template-scope.js';
import { parseJson } from '../values/parse-json.js';
import { printJson } from '../values/print-value.js';
import { HostValue, MapValue, type Value } from '../values/value.js';

/** `$input`: the payload and the request's parameters. */
export class InputValue extends HostValue {
  private body: string | null = null;
  private document: Value | undefined;
  private paramsMap: MapValue | null = null;

  constructor(
    private readonly scope: TemplateScope,
    private readonly queries: PathQueries,
  ) {
    super();
  }

  member(name: string, budget: Budget): Value {
    return name === 'body' ? this.readBody(budget) : null;
  }

  call(name: string, args: readonly Value[], budget: Budget): Value {
    switch (name) {
      case 'json':
        return this.json(args, budget);
      case 'path':
        return this.query(args, budget) ?? null;
      case 'params':
        return args.length === 0 ? this.params() : inputParam(this.scope, textArgument(args, 0, budget));
      default:
        return null;
    }
  }

  // An empty string in quotes where the path leads nowhere, so that what a template builds around it stays
  // JSON.
  private json(args: readonly Value[], budget: Budget): string {
    const found = this.query(args, budget);
    return budget.text(printJson(found === undefined ? '' : found, budget));
  }

  // An empty payload reads as an empty object (recorded: VTL).
  private readBody(budget: Budget): string {
    if (this.body === null) {
      this.body = this.scope.body === '' ? '{}' : this.scope.body;
      budget.grantForPayload(this.body.length);
    }
    return this.body;
  }

  private query(args: readonly Value[], budget: Budget): Value | undefined {
    const query = this.queries.parse(args.length === 0 ? '$' : textArgument(args, 0, budget), budget);
    return query === null ? undefined : runPathQuery(query, this.readDocument(budget), budget);
  }

  // A payload that is no JSON is one text: how form posts are known to arrive behind $input.json('$').
  private readDocument(budget: Budget): Value {
    if (this.document === undefined) {
      const body = this.readBody(budget);
      const parsed = parseJson(body, budget);
      this.document = parsed === undefined ? body : parsed;
    }
    return this.document;
  }

  private params(): MapValue {
    const { path, querystring, header } = this.scope.params;
    return (this.paramsMap ??= new MapValue(
      new Map<string, Value>([
        ['path', mapOf(path)],
        ['querystring', mapOf(querystring)],
        ['header', new HeaderMap(header)],
      ]),
    ));
  }
}

/** Headers as the scope lists them, found also under other spellings where the scope knows these. */
class HeaderMap extends MapValue {
  constructor(private readonly source: Values) {
    super();
    for (const name of Object.keys(source)) {
      const value = inputHeader(source, name);
      if (value !== undefined) this.put(name, value);
    }
  }

  override get(key: string): Value {
    return super.get(key) ?? inputHeader(this.source, key) ?? null;
  }
}

function mapOf(values: Values): MapValue {
  const map = new MapValue();
  for (const name of Object.keys(values)) map.put(name, values[name] ?? null);
  return map;
}
