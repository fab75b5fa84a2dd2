// How the shapes of a model read in TypeScript.
const scalarTypes = {
  string: 'string',
  boolean: 'boolean',
  integer: 'number',
  long: 'number',
  double: 'number',
  blob: 'Uint8Array',
};

// A time is what rest-json writes, a number unless the model says otherwise, and a Date where each protocol
// writes it in its own way.
const timestampOf = ({ hasPaths }, shape) => {
  if (!hasPaths) return 'Date';
  return shape.timestampFormat === 'iso8601' ? 'string' : 'number';
};

/** The type of a shape; `sparse` lets entries of a map be null. */
export function typeOf(model, name, sparse) {
  const shape = model.shapes[name];
  if (shape.type === 'structure' || shape.enum) return name;
  if (shape.type === 'list') return `${typeOf(model, shape.member)}[]`;
  if (shape.type === 'map') return `Record<string, ${typeOf(model, shape.value)}${sparse ? ' | null' : ''}>`;
  return shape.type === 'timestamp' ? timestampOf(model, shape) : scalarTypes[shape.type];
}
