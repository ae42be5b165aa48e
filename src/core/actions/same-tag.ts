import type { PackedChart } from '../chart/packed.ts';
import { carriesProvenance, type Format } from '../formats/format.ts';
import { formatReference } from '../oci/reference.ts';
import { registryMeantBy } from '../registry/endpoint.ts';
import { pushReference, type TaggedReference } from './push-reference.ts';

/** A chart that was chosen, and where it is to go. */
export interface BoundChart {
  /** As it was typed, or suggested. */
  readonly reference: string;
  /** Absent while it isn't packed, and where it can't be. */
  readonly chart: PackedChart | undefined;
}

/** Charts of one selection that go to the same tag, in the selection's order: two at least. */
export interface SameTag<T> {
  /** The first one's reference. */
  reference: string;
  charts: readonly T[];
  /** They are the same content: whichever is pushed, the tag names it afterwards. */
  alike: boolean;
}

/**
 * The tag that a push goes to, in one spelling however its reference is written. The format
 * doesn't matter: a tag names one manifest, of whatever format.
 */
export function tagMeantBy({ registry, ...place }: TaggedReference): string {
  return formatReference({ registry: registryMeantBy(registry), ...place });
}

/**
 * Charts that would be pushed over each other. What isn't packed, or has a reference that nothing
 * can be pushed to, is left out.
 */
export function chartsOfSameTag<T extends BoundChart>(
  charts: readonly T[],
  format: Format,
): SameTag<T>[] {
  const tags = new Map<string, { reference: string; bound: [T, PackedChart][] }>();
  for (const one of charts) {
    const place = placeOf(one);
    if (!one.chart || !place) continue;
    const tag = tagMeantBy(place);
    const same = tags.get(tag) ?? { reference: formatReference(place), bound: [] };
    tags.set(tag, same);
    same.bound.push([one, one.chart]);
  }
  return [...tags.values()]
    .filter(({ bound }) => bound.length > 1)
    .map(({ reference, bound }) => ({
      reference,
      charts: bound.map(([one]) => one),
      alike: areAlike(
        bound.map(([, chart]) => chart),
        format,
      ),
    }));
}

function placeOf({ reference, chart }: BoundChart): TaggedReference | undefined {
  if (!chart) return undefined;
  try {
    return pushReference(reference, chart.metadata.version);
  } catch {
    // It is told when it is pushed.
    return undefined;
  }
}

/** Whether these are stored as one and the same manifest. Signatures count as different. */
function areAlike(charts: readonly PackedChart[], format: Format): boolean {
  const digests = new Set(charts.map(({ digest }) => digest));
  const signed = carriesProvenance(format) && charts.some(({ provenance }) => provenance);
  return digests.size === 1 && !signed;
}
