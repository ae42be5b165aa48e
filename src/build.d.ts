/** What vite.config.ts writes into the built app about itself. */
declare const BUILD: {
  version: string;
  /** The commit, or an empty text where it isn't known. */
  commit: string;
  /** Whether licences and source lie beside the page, as in a release. */
  isRelease: boolean;
  /** CHANGELOG.md. */
  changelog: string;
};
