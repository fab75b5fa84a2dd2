import { TemplateContext } from '../objects/context-value.js';
import { InputValue } from '../objects/input-value.js';
import type { LoopValue } from '../objects/loop-value.js';
import { UtilValue } from '../objects/util-value.js';
import type { PathQueries } from '../path-query/path-queries.js';
import { ownMember, type TemplateScope } from '../template-scope.js';
import { MapValue, type Value } from '../values/value.js';
import { BlockValue } from './block-value.js';
import type { Budget } from './budget.js';

/** How a statement ended. */
export enum Signal {
  Next = 0,
  Break = 1,
  Stop = 2,
}

/** A compiled statement: writes to the run's output. */
export type Execute = (run: Run) => Signal;
/** A compiled expression. */
export type Evaluate = (run: Run) => Value;
/** Variables by name. Maps, so that no name reaches a prototype. */
export type Variables = Map<string, Value>;

const util = new UtilValue();

/** The state of one rendering. */
export class Run {
  out = '';
  loop: LoopValue | null = null;
  /**
   * Parameters of the macro that runs; null outside of macros. Other variables are global, as in Velocity.
   */
  locals: Variables | null = null;
  readonly variables: Variables = new Map();
  readonly context: TemplateContext;
  readonly input: InputValue;
  private stageVariables: MapValue | null = null;

  constructor(
    readonly scope: TemplateScope,
    readonly budget: Budget,
    queries: PathQueries,
  ) {
    this.context = new TemplateContext(() => scope.context, scope.overrides?.memory ?? null);
    this.input = new InputValue(scope, queries);
  }

  write(text: string): void {
    this.budget.reserve(this.out.length + text.length, text.length);
    this.out += text;
  }

  /** Runs a statement and gives what it prints instead of printing it. */
  capture(execute: Execute): { readonly text: string; readonly signal: Signal } {
    const before = this.out;
    this.out = '';
    const signal = execute(this);
    const text = this.out;
    this.out = before;
    return { text, signal };
  }

  /** Whether the template has given this name a value of its own. */
  isAssigned(name: string): boolean {
    return this.variables.has(name) || (this.locals?.has(name) ?? false);
  }

  read(name: string): Value {
    const value = this.locals?.get(name) ?? this.variables.get(name);
    if (value instanceof BlockValue) return value.print();
    if (value !== undefined && value !== null) return value;
    return this.isAssigned(name) ? null : this.builtIn(name);
  }

  assign(name: string, value: Value): void {
    if (this.locals?.has(name)) this.locals.set(name, value);
    else this.variables.set(name, value);
  }

  /** Straight from the scope unless the template has made a map of them, which it may have written to. */
  readStageVariable(name: string): Value {
    if (this.stageVariables !== null) return this.stageVariables.get(name);
    return ownMember(this.scope.stageVariables, name) ?? null;
  }

  private builtIn(name: string): Value {
    switch (name) {
      case 'input':
        return this.input;
      case 'util':
        return util;
      case 'context':
        return this.context.whole;
      case 'stageVariables':
        return (this.stageVariables ??= this.readStageVariables());
      case 'foreach':
        return this.loop;
      case 'velocityCount':
        return this.loop?.member('count') ?? null;
      default:
        return null;
    }
  }

  private readStageVariables(): MapValue {
    const { stageVariables } = this.scope;
    return new MapValue(
      new Map(Object.keys(stageVariables).map((name) => [name, stageVariables[name] ?? null])),
    );
  }
}
