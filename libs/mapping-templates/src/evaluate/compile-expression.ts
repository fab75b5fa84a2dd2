import type { Expression } from '../template.js';
import { isTrue } from '../values/compare-values.js';
import { calculate, isNumber, numberOf, toInteger } from '../values/numbers.js';
import { printValue } from '../values/print-value.js';
import { ListValue, MapValue, type Value } from '../values/value.js';
import { applyOperator } from './apply-operator.js';
import { compileReference } from './compile-reference.js';
import type { Budget } from './budget.js';
import type { Evaluate } from './run.js';
import type { Compiler } from './compiler.js';

/** Turns an expression into a function. */
export function compileExpression(expression: Expression, compiler: Compiler): Evaluate {
  switch (expression.kind) {
    case 'reference':
      return compileReference(expression, compiler);
    case 'constant': {
      const { value } = expression;
      return () => value;
    }
    case 'number': {
      const value = numberOf(expression.text);
      return () => value;
    }
    case 'interpolated': {
      const body = compiler.compileBody(expression.body);
      return (run) => run.capture(body).text;
    }
    case 'list':
      return compileList(expression, compiler);
    case 'map':
      return compileMap(expression, compiler);
    case 'range':
      return compileRange(expression, compiler);
    case 'not': {
      const operand = compiler.compileExpression(expression.operand);
      return (run) => !isTrue(operand(run));
    }
    case 'negate':
      return compileNegation(expression, compiler);
    case 'and':
    case 'or':
      return compileJunction(expression, compiler);
    case 'chain':
      return compileChain(expression, compiler);
  }
}

function compileList({ items }: Expression & { kind: 'list' }, compiler: Compiler): Evaluate {
  const compiled = items.map((item) => compiler.compileExpression(item));
  return (run) => {
    run.budget.items(compiled.length);
    return new ListValue(
      compiled.map((item) => item(run)),
      false,
    );
  };
}

function compileMap({ entries }: Expression & { kind: 'map' }, compiler: Compiler): Evaluate {
  const compiled = entries.map(({ key, value }) => ({
    key: compiler.compileExpression(key),
    value: compiler.compileExpression(value),
  }));
  return (run) => {
    run.budget.items(compiled.length);
    const map = new MapValue();
    for (const { key, value } of compiled) map.put(printValue(key(run), run.budget), value(run));
    return map;
  };
}

function compileRange({ from, to }: Expression & { kind: 'range' }, compiler: Compiler): Evaluate {
  const [compiledFrom, compiledTo] = [compiler.compileExpression(from), compiler.compileExpression(to)];
  return (run) => rangeOf(toInteger(compiledFrom(run)), toInteger(compiledTo(run)), run.budget);
}

// Also downwards, as Velocity: [3..1].
function rangeOf(from: number | null, to: number | null, budget: Budget): ListValue | null {
  if (from === null || to === null) return null;
  const length = Math.abs(to - from) + 1;
  // Before the list is made.
  budget.items(length);
  const step = to < from ? -1 : 1;
  return new ListValue(
    Array.from({ length }, (_, index) => from + index * step),
    false,
  );
}

function compileNegation({ operand }: Expression & { kind: 'not' | 'negate' }, compiler: Compiler): Evaluate {
  const compiled = compiler.compileExpression(operand);
  return (run) => {
    const value = compiled(run);
    return isNumber(value) ? calculate('-', 0, value) : null;
  };
}

function compileJunction(
  { kind, operands }: Expression & { kind: 'and' | 'or' },
  compiler: Compiler,
): Evaluate {
  const compiled = operands.map((operand) => compiler.compileExpression(operand));
  return kind === 'and'
    ? (run) => compiled.every((operand) => (run.budget.step(), isTrue(operand(run))))
    : (run) => compiled.some((operand) => (run.budget.step(), isTrue(operand(run))));
}

function compileChain({ first, rest }: Expression & { kind: 'chain' }, compiler: Compiler): Evaluate {
  const start = compiler.compileExpression(first);
  const links = rest.map(({ operator, operand }) => ({
    operator,
    operand: compiler.compileExpression(operand),
  }));
  return (run) => {
    let value: Value = start(run);
    for (const { operator, operand } of links)
      value = applyOperator(operator, value, operand(run), run.budget);
    return value;
  };
}
