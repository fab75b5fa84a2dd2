/** Bounded, interpreting validation against JSON Schema draft 4. Pure. */
export {
  compileSchemas,
  type CompiledSchemas,
  type SchemaProblem,
  type SchemaOptions,
  type Validator,
} from './compile-schemas.js';
export type { ValidationResult } from './validation-run.js';
