import type { SameTag } from '../core/actions/same-tag.ts';
import type { Format } from '../core/formats/format.ts';
import type { Asking } from './LookUp.svelte.ts';

/** The settings that the charts of a selection share: their destination and format. */
export interface PushSettings<Chart> {
  readonly path: string;
  readonly format: Format;
  /** Whether all there is to this chart is shown, down to its files. */
  isShown(chart: Chart): boolean;
  /** When which of them is looked up. */
  readonly asking: Asking;
  /** The address of the page that shows them, if one does. */
  readonly href: string | undefined;
  /** Has the app show this push until it has ended. */
  underWay<T>(pushing: Promise<T>): Promise<T>;
  /** The charts with its destination tag, itself included, if there are others. */
  sameTag(chart: Chart): SameTag<Chart> | undefined;
  /** The further tags that this chart gets of those that are set for all. */
  commonTags(chart: Chart): readonly string[];
}
