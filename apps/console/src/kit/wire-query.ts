import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { callWire } from '../wire/call-wire.js';
import type { Call, Operation } from '../wire/operation.js';

/** The key of what an operation reads: `['apigateway', 'GetRestApi', input]`. */
export const wireKey = <I>(operation: Operation<I, unknown>, input: NoInfer<I>) =>
  [operation.service.name, operation.name, input] as const;

/** A read as a query of TanStack: `useQuery(wireQuery(GetRestApi, { restApiId }))`. */
export const wireQuery = <I, O>(operation: Operation<I, O>, input: NoInfer<I>) =>
  queryOptions({
    queryKey: wireKey(operation as Operation<I, unknown>, input),
    queryFn: ({ signal }) => callWire(operation, input, { signal }),
  });

/** The same of a call that is made elsewhere, such as one of several that stand for each other. */
export const callQuery = <O>({ operation, input }: Call<never, O>) => wireQuery(operation, input as never);

/**
 * A list that the server gives in pages: `useInfiniteQuery(wirePages(GetApiKeys, { limit: 500 },
 * 'position'))`. `position` names the member that goes on, in the input and the output.
 */
export const wirePages = <I extends object, O extends object, K extends keyof I & keyof O & string>(
  operation: Operation<I, O>,
  input: NoInfer<I>,
  position: K,
) =>
  infiniteQueryOptions({
    queryKey: [...wireKey(operation as Operation<I, unknown>, input), 'pages'] as const,
    queryFn: ({ signal, pageParam }) =>
      callWire(operation, pageParam === null ? input : { ...input, [position]: pageParam }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page: O) => (page[position] as string | undefined) ?? null,
  });
