import type { PackedChart } from '../chart/packed.ts';
import { carriesProvenance, type Format } from '../formats/format.ts';
import { formatReference } from '../oci/reference.ts';
import { registryMeantBy } from '../registry/endpoint.ts';
import { pushReference, type TaggedReference } from './push-reference.ts';

/** A chosen chart with its destination. */
export interface BoundChart {
  /** Absent until the chart is packed, or if that failed. */
  readonly chart: PackedChart | undefined;
  /** Absent as well if its reference can't be pushed to. */
  readonly destination: ChartDestination | undefined;
}

/** Where a chart goes. */
export interface ChartDestination {
  /** The reference in the form shown to people. */
  reference: string;
  /** The destination tag in a normalised spelling (`tagMeantBy`). */
  tag: string;
}

/**
 * Charts of one selection with the same destination tag, in the selection's order: at least two.
 */
export interface SameTag<T> {
  /** The first one's reference. */
  reference: string;
  charts: readonly T[];
  /** Whether they have the same content, so that it doesn't matter which of them is pushed. */
  alike: boolean;
}

/**
 * The destination tag of a push in a normalised spelling. The format doesn't matter, since a tag
 * names one manifest of any format.
 */
export function tagMeantBy({ registry, ...place }: TaggedReference): string {
  return formatReference({ registry: registryMeantBy(registry), ...place });
}

/**
 * Charts that would overwrite each other. Charts that aren't packed, or whose reference can't be
 * pushed to, are left out.
 */
export function chartsOfSameTag<T extends BoundChart>(
  charts: readonly T[],
  format: Format,
): SameTag<T>[] {
  const tags = new Map<string, { reference: string; bound: [T, PackedChart][] }>();
  for (const one of charts) {
    if (!one.chart || !one.destination) continue;
    const { tag, reference } = one.destination;
    const same = tags.get(tag) ?? { reference, bound: [] };
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

/** The group that each chart is in. */
export function byChart<T>(groups: readonly SameTag<T>[]): ReadonlyMap<T, SameTag<T>> {
  return new Map(groups.flatMap((group) => group.charts.map((chart) => [chart, group])));
}

/** Where a push to this reference, as typed or suggested, takes a chart of this version. */
export function destinationOf(reference: string, version: string): ChartDestination | undefined {
  try {
    const place = pushReference(reference, version);
    return { reference: formatReference(place), tag: tagMeantBy(place) };
  } catch {
    // The push reports an invalid reference.
    return undefined;
  }
}

/** Whether these are stored as the same manifest. Signatures count as different. */
function areAlike(charts: readonly PackedChart[], format: Format): boolean {
  const digests = new Set(charts.map(({ digest }) => digest));
  const signed = carriesProvenance(format) && charts.some(({ provenance }) => provenance);
  return digests.size === 1 && !signed;
}
