import { inputShapes } from './generated/input-shapes.js';
import type { Operation } from './operation.js';

/**
 * Every setting that a request of the operation can carry, structures taken apart: `name`, `quota.limit`, `apiStages.throttle.rateLimit`.
 * Without what stands in the path, which names the entity, and without patch operations, which have tables of their own.
 */
export function inputMemberPaths({ members }: Operation): readonly string[] {
  return members
    .filter(({ location, name }) => location !== 'uri' && name !== 'patchOperations')
    .flatMap(({ name, shape }) => pathsBelow(name, shape));
}

function pathsBelow(path: string, shapeName: string): string[] {
  const shape = inputShapes[shapeName];
  switch (shape?.type) {
    case 'structure':
      return shape.members.flatMap((member) => pathsBelow(`${path}.${member.name}`, member.shape));
    case 'list':
      return pathsBelow(path, shape.member);
    case 'map':
      return pathsBelow(path, shape.value);
    case 'string':
    case 'integer':
    case 'long':
    case 'double':
    case 'boolean':
    case 'blob':
    case undefined:
      return [path];
  }
}
