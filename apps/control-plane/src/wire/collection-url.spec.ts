import { collectionUrl } from './collection-url.js';

test.each([
  ['/restapis/', '/restapis'],
  ['/restapis/?limit=5', '/restapis?limit=5'],
  ['/restapis/abc/resources/', '/restapis/abc/resources'],
  ['/restapis/abc/deployments/', '/restapis/abc/deployments'],
  ['/restapis/abc/models/', '/restapis/abc/models'],
  ['/apikeys/', '/apikeys'],
  ['/usageplans/', '/usageplans'],
  ['/usageplans/abc/keys/', '/usageplans/abc/keys'],
  ['/domainnames/', '/domainnames'],
  ['/vpclinks/', '/vpclinks'],
  ['/clientcertificates/', '/clientcertificates'],
])('GET %s is GET %s', (url, list) => expect(collectionUrl('GET', url)).toBe(list));

test.each(['/', '/restapis', '/restapis/abc/', '/account/', '/_tollgate/v1/jobs/', '/restapis//'])(
  'GET %s is what it is',
  (url) => expect(collectionUrl('GET', url)).toBeNull(),
);

test('only reading is meant: nothing is deleted or made by half a path', () => {
  expect(collectionUrl('DELETE', '/restapis/')).toBeNull();
  expect(collectionUrl('POST', '/restapis/')).toBeNull();
});
