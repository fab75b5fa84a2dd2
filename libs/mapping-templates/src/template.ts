/**
 * A parsed mapping template. Plain JSON with members in a fixed order: it travels in snapshots and is hashed
 * there.
 */
export interface Template {
  readonly nodes: TemplateBody;
}

/** What stands between two directives, or in the whole template. */
export type TemplateBody = readonly TemplateNode[];

/** One piece of a template; text pieces are never empty and never stand side by side. */
export type TemplateNode =
  | { readonly kind: 'text'; readonly text: string }
  | Reference
  /** `#set($target = value)` */
  | { readonly kind: 'set'; readonly target: Reference; readonly value: Expression }
  /** `#if`, its `#elseif`s and its `#else` (null when there is none). */
  | { readonly kind: 'if'; readonly branches: readonly Branch[]; readonly otherwise: TemplateBody | null }
  /** `#foreach($variable in list)` */
  | {
      readonly kind: 'foreach';
      readonly variable: string;
      readonly list: Expression;
      readonly body: TemplateBody;
    }
  /** `#macro(name $parameters)` */
  | {
      readonly kind: 'macro';
      readonly name: string;
      readonly parameters: readonly string[];
      readonly body: TemplateBody;
    }
  /** `#name(args)`; `#@name(args) body #end` has a body. */
  | {
      readonly kind: 'call';
      readonly name: string;
      readonly args: readonly Expression[];
      readonly body: TemplateBody | null;
    }
  /** `#define($variable)` */
  | { readonly kind: 'define'; readonly variable: string; readonly body: TemplateBody }
  /** Stands alone, for a template that cannot be read: whoever renders it fails. */
  | { readonly kind: 'unreadable'; readonly message: string }
  | { readonly kind: 'break' }
  | { readonly kind: 'stop' };

export interface Branch {
  readonly condition: Expression;
  readonly body: TemplateBody;
}

/** `$root.member[index].call(args)` in any of its spellings (`${...}`, `$!...`). */
export interface Reference {
  readonly kind: 'reference';
  readonly root: string;
  readonly steps: readonly ReferenceStep[];
}

export type ReferenceStep =
  | { readonly kind: 'member'; readonly name: string }
  | { readonly kind: 'index'; readonly index: Expression }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] };

/** What has a value. Operators of one rank are one flat chain, so that long sums do not make deep trees. */
export type Expression =
  | Reference
  | { readonly kind: 'constant'; readonly value: string | boolean | null }
  /** As written, so that `1.50` and integers of any size survive JSON. */
  | { readonly kind: 'number'; readonly text: string }
  /** A string in double quotes that holds references or directives. */
  | { readonly kind: 'interpolated'; readonly body: TemplateBody }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | {
      readonly kind: 'map';
      readonly entries: readonly { readonly key: Expression; readonly value: Expression }[];
    }
  | { readonly kind: 'range'; readonly from: Expression; readonly to: Expression }
  | { readonly kind: 'not' | 'negate'; readonly operand: Expression }
  | { readonly kind: 'and' | 'or'; readonly operands: readonly Expression[] }
  /** Applied from left to right. */
  | { readonly kind: 'chain'; readonly first: Expression; readonly rest: readonly ChainLink[] };

export interface ChainLink {
  readonly operator: Operator;
  readonly operand: Expression;
}

export type Operator = '==' | '!=' | '<' | '>' | '<=' | '>=' | '+' | '-' | '*' | '/' | '%';

/** Why a text cannot be used, and where: `offset` counts UTF-16 units from its start. */
export interface ParseError {
  readonly message: string;
  readonly offset: number;
}

/** In the place of a template that cannot be read. */
export const unreadableTemplate = (message: string): Template => ({
  nodes: [{ kind: 'unreadable', message }],
});

/** A text that was read, or the error. */
export type ParseTemplateResult =
  { readonly ok: true; readonly template: Template } | { readonly ok: false; readonly error: ParseError };
