/** A parsed mapping template. Plain JSON with members in a fixed order: it travels in snapshots and is hashed there. */
export interface Template {
  readonly nodes: readonly TemplateNode[];
}

/** One piece of a template; text pieces are never empty and never stand side by side. */
export type TemplateNode =
  | { readonly kind: 'text'; readonly text: string }
  /** `$context.a.b` */
  | { readonly kind: 'context'; readonly path: readonly string[] }
  /** `$stageVariables.name` */
  | { readonly kind: 'stageVariable'; readonly name: string }
  /** `$input.params('name')` */
  | { readonly kind: 'inputParam'; readonly name: string }
  /** `$input.body` */
  | { readonly kind: 'inputBody' };

/** Why a text cannot be used, and where: `offset` counts UTF-16 units from its start. */
export interface ParseError {
  readonly message: string;
  readonly offset: number;
}

/** A text that was read, or the error. */
export type ParseTemplateResult =
  { readonly ok: true; readonly template: Template } | { readonly ok: false; readonly error: ParseError };
