import type { FrozenDefinition } from '#libs/api-definition';
import { compileDeployment, type Compilation } from './compile-deployment.js';
import { narrowToTest, type TestedMethod } from './narrow-to-test.js';

/** The snapshot that a test of one method runs, compiled as a deployment would be. */
export function compileMethodTest(definition: FrozenDefinition, tested: TestedMethod): Compilation {
  return compileDeployment(narrowToTest(definition, tested));
}
