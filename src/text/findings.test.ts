import { expect, test } from 'vitest';
import { chartFiles, LINT_CASES } from '../../tests/support/lint-cases/index.ts';
import { parseIgnore } from '../core/chart/ignore.ts';
import { lint } from '../core/lint/lint.ts';
import { findingWords } from './findings.ts';

test.each(LINT_CASES)('the words of what is found: $name', async ({ files }) => {
  for (const finding of await lint({
    files: chartFiles(files),
    rules: parseIgnore(files['.helmignore'] as string),
  })) {
    for (const [part, text] of Object.entries(findingWords(finding))) {
      expect(text, `${finding.code}, ${part}`).toMatch(/^\S.*\S$/s);
      expect(text).not.toMatch(/undefined|NaN|\[object| {2}/);
    }
  }
});
