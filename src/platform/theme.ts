import { readSetting, writeSetting } from './settings.ts';

/** The palettes: as the system has it, by day, by night. */
export const THEMES = ['system', 'day', 'night'] as const;
export type Theme = (typeof THEMES)[number];

const SETTING = 'theme';

/** The palette that was chosen here, by default the system's. */
export function theme(): Theme {
  const kept = readSetting(SETTING);
  return THEMES.find((known) => known === kept) ?? 'system';
}

/** Chooses a palette, also for later visits. */
export function setTheme(chosen: Theme): void {
  writeSetting(SETTING, chosen);
  applyTheme();
}

/** Shows the page in the palette that was chosen; the colours are in `styles/tokens.css`. */
export function applyTheme(): void {
  document.documentElement.dataset['theme'] = theme();
}
