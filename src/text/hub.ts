/** What Artifact Hub's metadata of a repository lacks, in words. */
import type { HubProblem } from '../core/formats/hub-metadata.ts';
import { shownName } from './signs.ts';

/** A problem in words; `grave` if Artifact Hub refuses the file for it. */
export function hubProblem(problem: HubProblem): { grave: boolean; words: string } {
  switch (problem.code) {
    case 'empty':
      return {
        grave: true,
        words: 'It says nothing yet: an ID, an owner or a chart to leave out.',
      };
    case 'no-id':
      return {
        grave: true,
        words: `${shownName(problem.value)} isn’t a repository ID: that is a UUID, which Artifact Hub’s control panel shows beside the repository.`,
      };
    case 'no-email':
      return {
        grave: false,
        words: `${shownName(problem.value)} has no e-mail address, by which Artifact Hub knows owners.`,
      };
    case 'no-name':
      return { grave: false, words: 'A chart to leave out has no name.' };
    case 'unknown-key':
      return { grave: false, words: `Artifact Hub doesn’t read ${shownName(problem.value)}.` };
  }
}
