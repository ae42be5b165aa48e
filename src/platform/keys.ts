import { readSetting, writeSetting } from './settings.ts';

const SETTING = 'keys';

/** Kinds of inputs in which letters are not text. */
const NOT_TYPED_IN = ['button', 'checkbox', 'file', 'radio', 'submit'];

/** Whether single keys do something: people who speak to their computer switch them off (WCAG 2.1.4). */
export function hasSingleKeys(): boolean {
  return readSetting(SETTING) !== 'off';
}

/** Switches single keys on or off, also for later visits. */
export function setSingleKeys(on: boolean): void {
  writeSetting(SETTING, on ? 'on' : 'off');
}

/**
 * Whether a key that was pressed is this single letter or sign, meant for the page: not while text
 * is typed or chosen from a list, not as a part of a shortcut of the browser, and not if single keys
 * are switched off.
 */
export function isLetter(event: KeyboardEvent, letter: string): boolean {
  if (event.key !== letter || event.defaultPrevented || event.repeat) return false;
  if (event.ctrlKey || event.metaKey || event.altKey || !hasSingleKeys()) return false;
  const { target } = event;
  if (target instanceof HTMLInputElement) return NOT_TYPED_IN.includes(target.type);
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return false;
  return !(target instanceof HTMLElement && target.isContentEditable);
}
