import { checkTags, webAclArn, webAclTag } from '../../index.js';

test.each([
  'arn:aws:wafv2:us-east-1:000000000000:regional/webacl/mine/1a2b',
  'arn:aws:waf-regional:eu-west-1:000000000000:webacl/1a2b',
])('%s is a web ACL', (value) => {
  expect(checkTags({ [webAclTag]: value }).ok).toBe(true);
  expect(webAclArn({ [webAclTag]: value })).toBe(value);
});

test.each(['', 'on', 'arn:aws:wafv2:us-east-1:000000000000:global/webacl/mine/1', 'arn:aws:s3:::x'])(
  '"%s" is none, and refused: nobody should believe that it protects',
  (value) => {
    expect(checkTags({ [webAclTag]: value })).toMatchObject({ ok: false });
    expect(webAclArn({ [webAclTag]: value })).toBeNull();
  },
);
