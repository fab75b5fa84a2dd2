import { callWire } from './call-wire.js';
import type { Operation } from './operation.js';

/** The member that goes on, in inputs and outputs alike, by service. */
const positionNames: Readonly<Record<string, string>> = {
  apigateway: 'position',
  tollgate: 'position',
  apigatewayv2: 'nextToken',
  logs: 'nextToken',
  iam: 'Marker',
  acm: 'NextToken',
  cloudtrail: 'NextToken',
  cloudwatch: 'NextToken',
};

/** The name of the member by which a list of an operation goes on. */
export const positionOf = ({ service }: Pick<Operation, 'service'>): string | undefined =>
  positionNames[service.name];

/**
 * Every page of a list, one after another, each asked for when it is wanted:
 * `for await (const { items } of allPages(GetApiKeys, { limit: 500 }))`. It ends with the last one, with a
 * position that was there before (`FilterLogEvents` may answer so), and when the signal says so.
 * @throws as callWire
 */
export async function* allPages<I extends object, O>(
  operation: Operation<I, O>,
  input: NoInfer<I>,
  options: { readonly signal?: AbortSignal } = {},
): AsyncGenerator<O, void, undefined> {
  const name = positionOf(operation);
  const seen = new Set<string>();
  let wanted: I = input;
  for (;;) {
    const page = await callWire(operation, wanted, options);
    yield page;
    const position = name && (page as Readonly<Record<string, unknown>> | null)?.[name];
    if (typeof position !== 'string' || position === '' || seen.has(position)) return;
    seen.add(position);
    wanted = { ...input, [name!]: position };
  }
}
