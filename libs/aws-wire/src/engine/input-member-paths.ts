import type { Operation, Shapes } from './operation.js';

/**
 * Every setting that a request of the operation can carry, structures taken apart: `name`, `quota.limit`,
 * `apiStages.throttle.rateLimit`. Without what stands in the path, which names the entity, and without patch
 * operations, which have tables of their own.
 */
export function inputMemberPaths({ members, service }: Operation): readonly string[] {
  return members
    .filter(({ location, name }) => location !== 'uri' && name !== 'patchOperations')
    .flatMap(({ name, shape }) => pathsBelow(service.shapes, name, shape));
}

function pathsBelow(shapes: Shapes, path: string, shapeName: string): string[] {
  const shape = shapes[shapeName];
  switch (shape?.type) {
    case 'structure':
      return shape.members.flatMap((member) => pathsBelow(shapes, `${path}.${member.name}`, member.shape));
    case 'list':
      return pathsBelow(shapes, path, shape.member);
    case 'map':
      return pathsBelow(shapes, path, shape.value);
    case 'string':
    case 'integer':
    case 'long':
    case 'double':
    case 'boolean':
    case 'timestamp':
    case 'blob':
    case undefined:
      return [path];
  }
}
