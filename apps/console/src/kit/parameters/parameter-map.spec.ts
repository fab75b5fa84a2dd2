import { parameterMap, parametersOf } from './parameter-map.js';

test('parameters are told by place and name, and back', () => {
  const map = { 'method.request.header.X.Y': false, 'method.request.path.id': true };
  const parameters = parametersOf('method.request', map);
  expect(parameters[0]).toEqual({ place: 'header', name: 'X.Y', isRequired: false });
  const withUnnamed = [...parameters, { place: 'path', name: '', isRequired: true } as const];
  expect(parameterMap('method.request', withUnnamed)).toEqual(map);
});

test('parameters of something else are not of it', () => {
  expect(parametersOf('route.request', { 'method.request.path.id': true })).toEqual([]);
});
