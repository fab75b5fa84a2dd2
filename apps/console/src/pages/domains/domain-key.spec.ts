import { domainPath, keyOf, keyOfArn } from './domain-key.js';

test('a private domain has a page of its own, whatever else has its name', () => {
  const path = (domainNameId?: string) => domainPath(keyOf({ domainName: 'pets.internal', domainNameId }));
  expect([path(), path('a1'), path('a2')]).toEqual([
    '/domains/pets.internal',
    '/domains/pets.internal/a1',
    '/domains/pets.internal/a2',
  ]);
  expect(domainPath({ domainName: '*.example.com' })).toBe('/domains/*.example.com');
});

test('a domain is found by its ARN', () => {
  expect(keyOfArn('arn:aws:apigateway:us-east-1::/domainnames/api.example.com')).toEqual({
    domainName: 'api.example.com',
  });
  expect(keyOfArn('arn:aws:apigateway:us-east-1:000000000000:/domainnames/pets.internal+a1')).toEqual({
    domainName: 'pets.internal',
    domainNameId: 'a1',
  });
  expect(keyOfArn('arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/app/one')).toBeNull();
});
