/** What git says of the repository. */
import { execFileSync } from 'node:child_process';
import { root } from '../lib/paths.mjs';

/** Runs git in the repository and returns what it prints. */
export function git(/** @type {string[]} */ ...args) {
  return execFileSync('git', args, {
    cwd: root,
    maxBuffer: 1e9,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** A release is made of a commit: throws if there is none, or if files differ from it. */
export function requireCommitted() {
  let changes;
  try {
    changes = git('status', '--porcelain').toString();
  } catch {
    throw new Error('A release is made of a commit, and this folder is no clone of a repository.');
  }
  if (changes === '') return;
  throw new Error(`A release is made of a commit. These files differ from it:\n${changes}`);
}
