import { corsDraftOf, corsOf } from './cors-draft.js';
import { generalChange, generalDraftOf } from './general-draft.js';

test('no CORS is none, else what was typed', () => {
  expect(corsOf(corsDraftOf())).toBeNull();
  expect(corsOf({ ...corsDraftOf(), allowOrigins: 'https://a https://b', maxAge: '60' })).toEqual({
    allowOrigins: ['https://a', 'https://b'],
    maxAge: 60,
    allowCredentials: false,
  });
});

test('of an API what changed is sent, and an emptied text as one', () => {
  const draft = generalDraftOf({
    name: 'chat',
    description: 'x',
    routeSelectionExpression: '$request.body.a',
  });
  const to = {
    ...draft,
    description: '',
    validation: 'off',
    apiKeySelectionExpression: '$context.authorizer.usageIdentifierKey',
  };
  expect(generalChange(draft, to)).toEqual({
    description: '',
    disableSchemaValidation: true,
    apiKeySelectionExpression: '$context.authorizer.usageIdentifierKey',
  });
});
