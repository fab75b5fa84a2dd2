import type { Model } from './model.js';
import { modelTemplate } from './model-template.js';

const model = (name: string, schema: object): Model => ({
  restApiId: 'a1',
  id: 'm1',
  name,
  description: null,
  contentType: 'application/json',
  schema: JSON.stringify(schema),
});
const refTo = (name: string) => ({ $ref: `https://apigateway.amazonaws.com/restapis/a1/models/${name}` });

test('an object gets an example per property', () => {
  const pet = model('Pet', {
    type: 'object',
    properties: {
      id: { type: 'integer' },
      name: { type: 'string' },
      weight: { type: 'number' },
      sold: { type: 'boolean' },
      kind: { enum: ['dog', 'cat'] },
      owner: { type: 'object', properties: { name: { type: ['null', 'string'] } } },
    },
  });
  expect(modelTemplate(pet, [])).toBe(
    [
      "#set($inputRoot = $input.path('$'))",
      '{',
      '  "id" : 42,',
      '  "name" : "foo",',
      '  "weight" : 42.0,',
      '  "sold" : true,',
      '  "kind" : "dog",',
      '  "owner" : {',
      '    "name" : "foo"',
      '  }',
      '}',
    ].join('\n'),
  );
});

test('an array becomes a loop over the input', () => {
  const pets = model('Pets', { type: 'array', items: refTo('Pet') });
  const pet = model('Pet', { properties: { tags: { type: 'array', items: { type: 'string' } } } });
  expect(modelTemplate(pets, [pet])).toBe(
    [
      "#set($inputRoot = $input.path('$'))",
      '[',
      '##TODO: Update this foreach loop to reference array from input json',
      '#foreach($elem in $inputRoot)',
      '  {',
      '    "tags" : [',
      '##TODO: Update this foreach loop to reference array from input json',
      '#foreach($elem2 in $elem.tags)',
      '      "foo" ',
      '#if($foreach.hasNext),#end',
      '#end',
      '    ]',
      '  } ',
      '#if($foreach.hasNext),#end',
      '#end',
      ']',
    ].join('\n'),
  );
});

test('models that contain themselves, and models that double at every level, end in a template of bounded size', () => {
  const node = model('Node', { properties: { left: refTo('Node'), right: refTo('Node') } });
  expect(modelTemplate(node, [node]).length).toBeLessThan(2_000_000);
  const circle = model('Circle', {
    $ref: '#/definitions/a',
    definitions: { a: { $ref: '#/definitions/a' } },
  });
  expect(modelTemplate(circle, [])).toBe("#set($inputRoot = $input.path('$'))\n{ }");
});
