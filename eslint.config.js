import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

/** Folders of src/, each with what it may import of the others. Imports point one way only. */
const layers = {
  core: [],
  text: ['core'],
  worker: ['core'],
  platform: ['core'],
  ui: ['text'],
  state: ['core', 'worker', 'platform', 'text'],
  views: ['core', 'state', 'ui', 'text', 'platform'],
};

const oneWay = Object.entries(layers).map(([layer, allowed]) => ({
  files: [`src/${layer}/**`],
  ignores: ['**/*.test.ts'],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: Object.keys(layers)
          .filter((other) => other !== layer && !allowed.includes(other))
          .map((other) => ({
            regex: `^(\\.\\./)+${other}/`,
            message: `${layer}/ may import only: ${allowed.join(', ') || 'nothing above it'}.`,
          })),
      },
    ],
  },
}));

export default ts.config(
  { ignores: ['dist/', '.chartroom/', 'test-results/', 'playwright-report/'] },
  js.configs.recommended,
  ts.configs.strict,
  svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.browser, ...globals.node } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'no-undef': 'off',
      eqeqeq: 'error',
      'max-lines': ['error', { max: 400 }],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'] } },
  },
  ...oneWay,
);
