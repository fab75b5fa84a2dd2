import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['dist', 'node_modules', '.tollgate', '**/generated/**'] },
  {
    // Scripts and benches run as they are, without types to check.
    files: ['**/*.mjs', '**/*.cjs'],
    extends: [js.configs.recommended],
    languageOptions: { globals: globals.node },
    rules: { 'no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }] },
  },
  {
    files: ['samples/*/page/**'],
    languageOptions: { globals: globals.browser },
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: tseslint.configs.recommendedTypeChecked,
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'off',
      '@typescript-eslint/require-await': 'off',
      'no-console': 'error',
      'no-restricted-properties': [
        'error',
        {
          object: 'process',
          property: 'env',
          message: 'Environment is read once, in main.ts, through #libs/config.',
        },
      ],
    },
  },
  {
    files: ['apps/console/**'],
    plugins: { 'react-hooks': reactHooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  {
    // Nest modules are empty classes by design; main.ts is where the environment is read.
    files: [
      '**/main.ts',
      'apps/console/vite.config.ts',
      'test/**',
      'libs/testing/**',
      '**/*.spec.ts',
      'bench/**',
    ],
    rules: { 'no-restricted-properties': 'off', '@typescript-eslint/no-extraneous-class': 'off' },
  },
  {
    // The AWS SDK reads the environment by itself, whenever it is asked; this names what it will have read.
    files: ['apps/gateway/src/integrations/aws/find-credentials.ts'],
    rules: { 'no-restricted-properties': 'off' },
  },
  {
    // Code is prettier's; comments are held to its width here.
    files: ['**/*.ts', '**/*.tsx', '**/*.mjs', '**/*.cjs'],
    rules: {
      // One concept a file.
      'max-lines': ['error', 300],
      'max-len': [
        'error',
        { code: 2000, comments: 110, ignoreUrls: true, ignorePattern: 'eslint-disable|arn:aws:' },
      ],
    },
  },
);
