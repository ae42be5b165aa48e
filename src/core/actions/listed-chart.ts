import type { Compute } from '../compute/compute.ts';
import { parseListed } from '../dependencies/listed-name.ts';
import { ChartroomError } from '../errors.ts';
import type { ListedRepository } from './listed-repository.ts';
import { open } from './open.ts';
import type { PulledChart, PullOptions } from './pull.ts';

export interface ListedPorts {
  /** As of `PullPorts`. */
  compute(use: 'unpack'): Promise<Compute>;
  /** A chart repository, by its address. */
  listedRepository(url: string): Promise<ListedRepository>;
}

/** Fetches the chart that `text` names, as `formatListed` writes it: an address, chart and version. */
export async function readListed(
  text: string,
  ports: ListedPorts,
  options: PullOptions = {},
): Promise<PulledChart> {
  const { url = '', chart, version } = parseListed(text) ?? {};
  if (chart === undefined || version === undefined) {
    throw new ChartroomError('reference.invalid', { reference: text, reason: 'scheme' });
  }
  const source = (await ports.listedRepository(url)).source(chart);
  const opened = await open(source, version, {
    ...options,
    compute: await ports.compute('unpack'),
  });
  return { ...opened, found: undefined, listed: await source.factsOf(version) };
}
