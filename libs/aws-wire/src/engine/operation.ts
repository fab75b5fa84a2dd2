/** A service of the wire, as its model describes it. */
export interface Service {
  /** The name that calls are signed for: `apigateway`. */
  readonly name: string;
  readonly apiVersion: string;
  /** How requests and responses are written; see `protocols/`. A service may be spoken in several ways. */
  readonly protocols: readonly ProtocolName[];
  /** What stands before the operation in `X-Amz-Target`; null for a service that is called by other means. */
  readonly targetPrefix: string | null;
  /** Namespace of XML documents; null for a service that writes none. */
  readonly xmlNamespace: string | null;
  /** The code of the error for values that break the model's constraints. */
  readonly violationCode: string;
  /** By the code that the query protocol has for an error: what JSON and CBOR call it, where that differs. */
  readonly errorShapes: Readonly<Record<string, string>>;
  /**
   * Shapes that inputs are made of, by name, and of a service without paths those of outputs, which are
   * written by them. Enum values stand in the order in which the service prints them.
   */
  readonly shapes: Shapes;
}

/** Names of the protocols of AWS's services. */
export type ProtocolName = 'rest-json' | 'query' | 'json-1.0' | 'json-1.1' | 'rpc-v2-cbor';

/** Whether operations have paths of their own; those of other services are told apart by what calls say. */
export const hasPaths = ({ protocols }: Pick<Service, 'protocols'>): boolean =>
  protocols.includes('rest-json');

/** Shapes by name. */
export type Shapes = Readonly<Record<string, Shape>>;

/** The wire facts of one operation, as its service's model gives them. */
export interface Operation<Input extends object = object, Output extends object | null = object | null> {
  readonly service: Service;
  readonly name: string;
  readonly method: 'DELETE' | 'GET' | 'PATCH' | 'POST' | 'PUT';
  /** Path template: `/restapis/{restapi_id}`. */
  readonly uri: string;
  /** Query values that tell this operation from another one on the same path: `{ mode: 'import' }`. */
  readonly query: Readonly<Record<string, string>>;
  readonly successStatus: number;
  /** Modelled errors; any operation may also answer with a front-end error such as ValidationException. */
  readonly errors: readonly string[];
  readonly input: new () => Input;
  /** Named as its shape. Null when the response has no output. */
  readonly output: (new () => NonNullable<Output>) | null;
  /** In the model's order, which is the order of violations. */
  readonly members: readonly InputMember[];
}

/** The input of operations that take none. */
export class NoInput {}

/** Where in a request an input member travels. A `payload` member is the whole body, as raw bytes. */
export type MemberLocation = 'uri' | 'querystring' | 'header' | 'body' | 'payload';

/** One member of an operation's input. */
export interface InputMember {
  readonly name: string;
  readonly location: MemberLocation;
  /** Name on the wire; null for a query map, which takes every parameter that no other member takes. */
  readonly wireName: string | null;
  /** Name of the member's shape, in the service's table. */
  readonly shape: string;
  readonly required: boolean;
  /** Whether a null entry of this map is kept; elsewhere a null entry counts as not given. */
  readonly sparse: boolean;
}

/** A type of the service model, as far as inputs need it. */
export type Shape =
  | {
      readonly type: 'structure';
      /** Exactly one of the members is given. */
      readonly union?: true;
      readonly members: readonly StructureMember[];
    }
  | ({ readonly type: 'list'; readonly member: string } & Bounds)
  /** `key` where keys have constraints. */
  | ({ readonly type: 'map'; readonly key?: string; readonly value: string } & Bounds)
  | StringShape
  | ({ readonly type: NumberType } & Bounds)
  | { readonly type: 'boolean' }
  | { readonly type: 'timestamp' }
  | ({ readonly type: 'blob' } & Bounds);

/** Of a string, list, map or blob its length, of a number its value. */
export interface Bounds {
  readonly min?: number;
  readonly max?: number;
}

/** A string, with the values or the pattern that it must satisfy. */
export interface StringShape extends Bounds {
  readonly type: 'string';
  /** In the order in which the service prints them. */
  readonly enum?: readonly string[];
  /**
   * `text` as the service prints it, `whole` anchored at both ends; `must` where the service says in a
   * sentence of its own what a value must be.
   */
  readonly pattern?: { readonly text: string; readonly whole: RegExp; readonly must?: string };
  /** Whether it may hold what no database keeps as text: U+0000 and halves of surrogate pairs. */
  readonly anyText?: true;
}

/** Numeric types of the service model. */
export type NumberType = 'integer' | 'long' | 'double';

/** A member of a structure below the input. */
export type StructureMember = Omit<InputMember, 'location' | 'wireName'> & { readonly wireName: string };
