import { anyKeywords } from './keywords/any-keywords.js';
import { arrayKeywords } from './keywords/array-keywords.js';
import { numberKeywords } from './keywords/number-keywords.js';
import { objectKeywords } from './keywords/object-keywords.js';
import { stringKeywords } from './keywords/string-keywords.js';
import { findReferenced } from './find-referenced.js';
import { isObject, type SchemaCompiler } from './schema-compiler.js';
import { TooMuchWork, ValidationRun, type Check, type ValidationResult } from './validation-run.js';

/**
 * Tells whether a value, as JSON.parse gives it, is valid. Never throws; what takes too many steps is
 * invalid. `chars`: the length of the text that the value was read from, which bounds the steps.
 */
export type Validator = (value: unknown, chars?: number) => ValidationResult;

export interface SchemaOptions {
  /**
   * Compiles a regular expression that a text must match in part; null for what is none. The function it
   * gives must end in bounded time, and tell how many steps it took; null from it: the bound was reached, and
   * the text does not match.
   */
  readonly compilePattern: (
    source: string,
  ) => ((text: string, spend: (steps: number) => void) => boolean | null) | null;
}

/** Why a schema cannot be used: `at` is its document's name with a JSON pointer. */
export interface SchemaProblem {
  readonly at: string;
  readonly message: string;
}

/** A validator for each document, or what is wrong. */
export type CompiledSchemas =
  | { readonly ok: true; readonly validators: ReadonlyMap<string, Validator> }
  | { readonly ok: false; readonly problems: readonly SchemaProblem[] };

const keywords = [anyKeywords, numberKeywords, stringKeywords, arrayKeywords, objectKeywords];
const schemaDepthMax = 200;

/**
 * Compiles schemas that may refer to one another by name; each is compiled once, so that references may go in
 * circles.
 */
export function compileSchemas(
  documents: Readonly<Record<string, unknown>>,
  options: SchemaOptions,
): CompiledSchemas {
  const problems: SchemaProblem[] = [];
  const targets = new Map<string, { check: Check }>();
  const report = (at: string, message: string) => void problems.push({ at, message });
  let depth = 0;

  function compile(document: string, schema: unknown, at: string): Check {
    if (!isObject(schema)) {
      report(at, 'is no schema');
      return accept;
    }
    if (++depth > schemaDepthMax) {
      report(at, `is more than ${schemaDepthMax} levels deep`);
      depth--;
      return accept;
    }
    const reference = Object.hasOwn(schema, '$ref') ? schema['$ref'] : undefined;
    // Beside a reference nothing else counts (draft 4, JSON Reference).
    const check =
      typeof reference === 'string'
        ? compileReference(document, reference, at)
        : compileKeywords(document, schema, at);
    depth--;
    return check;
  }

  function compileKeywords(document: string, members: Readonly<Record<string, unknown>>, at: string): Check {
    const compiler: SchemaCompiler = {
      report,
      compile: (schema, below) => compile(document, schema, below),
      compilePattern(source, where) {
        const test = options.compilePattern(source);
        if (test === null) report(where, `${source.slice(0, 100)} is no regular expression that can be used`);
        return (text, run) => test?.(text, (steps) => run.spend(steps)) === true;
      },
    };
    const checks = keywords.flatMap((compileSome) => compileSome({ members, at }, compiler));
    return (value, run) => {
      run.spend(1 + checks.length);
      for (const check of checks) if (!check(value, run)) return false;
      return true;
    };
  }

  function compileReference(document: string, reference: string, at: string): Check {
    const found = findReferenced(documents, document, reference);
    if (found === null) {
      report(at, `$ref ${reference.slice(0, 200)} leads nowhere`);
      return accept;
    }
    const key = `${found.document}#${found.pointer}`;
    let target = targets.get(key);
    if (target === undefined) {
      target = { check: accept };
      targets.set(key, target);
      target.check = compile(found.document, found.schema, key);
    }
    const resolved = target;
    return (value, run) => run.inside(resolved.check, value);
  }

  const checks = Object.entries(documents).map(
    ([name, schema]) => [name, compile(name, schema, `${name}#`)] as const,
  );
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, validators: new Map(checks.map(([name, check]) => [name, validatorOf(check)])) };
}

const accept: Check = () => true;

function validatorOf(check: Check): Validator {
  return (value, chars) => {
    const run = new ValidationRun(chars);
    try {
      return run.inside(check, value) ? { valid: true } : { valid: false, reason: run.reason };
    } catch (error) {
      if (error instanceof TooMuchWork) return { valid: false, reason: error.message };
      throw error;
    }
  };
}
