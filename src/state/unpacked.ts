import type { PackedChart, UnpackedChart } from '../core/chart/packed.ts';
import { isUnpacked } from '../core/chart/packed.ts';
import { services } from './app.ts';

/** Charts that were looked into, by their archives: their details may be closed and opened again. */
const unpacked = new WeakMap<Blob, Promise<UnpackedChart>>();

/** A chart with the bytes of its files, to be shown. */
export async function unpackedChart(chart: PackedChart): Promise<UnpackedChart> {
  if (isUnpacked(chart)) return chart;
  const known = unpacked.get(chart.archive);
  if (known) return known;
  const unpacking = services.compute().then((compute) => compute.unpack(chart));
  unpacked.set(chart.archive, unpacking);
  unpacking.catch(() => unpacked.delete(chart.archive));
  return unpacking;
}
