/** Names of pictures in GitHub's Markdown that READMEs of charts use, and what they stand for. */
const NAMED: Record<string, string> = {
  boom: '💥',
  bug: '🐛',
  bulb: '💡',
  construction: '🚧',
  exclamation: '❗',
  fire: '🔥',
  heavy_check_mark: '✔️',
  information_source: 'ℹ️',
  lock: '🔒',
  memo: '📝',
  no_entry: '⛔',
  point_right: '👉',
  question: '❓',
  rocket: '🚀',
  rotating_light: '🚨',
  sparkles: '✨',
  star: '⭐',
  tada: '🎉',
  warning: '⚠️',
  wave: '👋',
  white_check_mark: '✅',
  wrench: '🔧',
  x: '❌',
};

/** A text with the names between colons that GitHub shows as pictures as these. */
export function withEmoji(text: string): string {
  return text.replace(/:([a-z_]{1,20}):/g, (whole, name: string) =>
    Object.hasOwn(NAMED, name) ? (NAMED[name] ?? whole) : whole,
  );
}
