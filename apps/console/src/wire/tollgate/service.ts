import type { Operation, Service } from '../operation.js';

/**
 * What Tollgate has beyond AWS's services, below `/_tollgate/v1`. Calls are signed as those of API Gateway.
 */
export const tollgate: Service = { name: 'tollgate', signingName: 'apigateway', format: 'tollgate' };

type Path<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Path<Rest>
  : never;

/** What stands in the path of such a call: `{ apiId, stageName }` for `/apis/{apiId}/stages/{stageName}`. */
export type InPath<Text extends string> = { readonly [Name in Path<Text>]: string };

/** Which page of a list. */
export interface PageOf {
  /** 25 unless given, 500 at most. */
  readonly limit?: number;
  readonly position?: string;
}

/** A page; `position` is absent on the last one. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly position?: string;
}

export const pageMembers = ['limit', 'position'] as const;

/**
 * `tollgateCall<Output, Input>()('ReadStageDrift', 'GET', '/restapis/{restApiId}/...')`: names in the path
 * and the query are those of the members. `Input` is what stands elsewhere than in the path.
 */
/* @__NO_SIDE_EFFECTS__ */
export function tollgateCall<Output, Input extends object = object>() {
  return <const Text extends string>(
    name: string,
    method: 'GET' | 'POST' | 'DELETE',
    path: Text,
    {
      query = [],
      ...rest
    }: { readonly query?: readonly (keyof Input & string)[] } & Pick<
      Operation,
      'hasBody' | 'reads' | 'outputPayload'
    > = {},
  ): Operation<InPath<Text> & Input, Output> => {
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, member]) => member!);
    const named = (members: readonly string[]) => Object.fromEntries(members.map((each) => [each, each]));
    return {
      service: tollgate,
      name,
      method,
      uri: `/_tollgate/v1${path}`,
      path: named(inPath),
      query: named(query),
      ...rest,
    };
  };
}
