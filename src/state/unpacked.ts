import { isUnpacked, type PackedChart, type UnpackedChart } from '../core/chart/packed.ts';
import { services } from './app.ts';

/** A chart with the bytes of its files, to be shown. */
export async function unpackedChart(chart: PackedChart): Promise<UnpackedChart> {
  return isUnpacked(chart) ? chart : (await services.compute()).unpack(chart);
}
