/** A service that the console calls, as its model has it. */
export interface Service {
  /** As aws-cli names it: `apigateway`. */
  readonly name: string;
  readonly signingName: string;
  readonly format: 'rest-json' | 'json-1.0' | 'json-1.1' | 'query' | 'tollgate';
  /** What stands before the operation in `X-Amz-Target`, of services that speak JSON without paths. */
  readonly targetPrefix?: string | null;
  /** Of services that are called by forms. */
  readonly apiVersion?: string;
  /** What members of XML are, where it is no text and no structure. */
  readonly xmlKinds?: Readonly<Record<string, string>>;
}

type Names = Readonly<Record<string, string>>;

/**
 * What can be called: where in the request each member of its input stands, and what its output says beyond
 * its body. Written by `npm run generate` for AWS's services, by hand for those of Tollgate.
 */
// The types are read from it, never by it: an operation of some input is one of any.
export interface Operation<Input = never, Output = unknown> {
  readonly service: Service;
  readonly name: string;
  readonly method: string;
  /** Its path, with `{name}` for what is filled in. */
  readonly uri: string;
  /** Members that fill the path in, by the names there; likewise those of the query and of headers. */
  readonly path?: Names;
  readonly query?: Names;
  readonly headers?: Names;
  /** The member that is a map of further parameters of the query. */
  readonly queryMap?: string;
  /** The member that is the whole body, as it is. */
  readonly payload?: string;
  /** Whether members that stand nowhere else are a JSON body. */
  readonly hasBody?: boolean;
  /** Members of the body that are called otherwise on the wire; likewise of the output. */
  readonly renamed?: Names;
  readonly outputRenamed?: Names;
  readonly outputPayload?: string;
  readonly outputHeaders?: Names;
  /** Of what is always posted: whether it changes nothing. */
  readonly reads?: boolean;
  /** Never set: they carry the types of the input and the output. */
  readonly input?: (input: Input) => void;
  readonly output?: Output;
}

/** An operation with what it is called with. */
export interface Call<Input = never, Output = unknown> {
  readonly operation: Operation<Input, Output>;
  readonly input: object;
}

/** A call, its input held to the operation's. */
export const call = <Input extends object, Output>(
  operation: Operation<Input, Output>,
  input: NoInfer<Input>,
): Call<Input, Output> => ({ operation, input });

/** Whether an operation leaves everything as it is. */
export const isRead = ({ reads, method }: Operation): boolean => reads ?? method === 'GET';
