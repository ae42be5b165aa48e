/** What a list of changes, version by version, says of itself. */

/** Of so many versions that were read, how many say nothing of what they change. */
export function silentVersions(silent: number, read: number): string {
  if (read === 0) return 'No tag there is a version.';
  if (read === 1) {
    return silent === 0
      ? 'The version that was read says what it changes.'
      : 'The version that was read says nothing of what it changes.';
  }
  if (silent === 0) return `All ${read} versions that were read say what they change.`;
  if (silent === read) return `None of ${read} versions that were read says what it changes.`;
  return silent === 1
    ? `1 of ${read} versions says nothing of what it changes.`
    : `${silent} of ${read} versions say nothing of what they change.`;
}
