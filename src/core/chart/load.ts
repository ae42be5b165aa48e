import { ChartroomError } from '../errors.ts';
import { decodeText } from './decode-text.ts';
import type { ChartFile } from './files.ts';
import { readMetadata, type ReadMetadata } from './metadata-read.ts';

/**
 * The metadata of a chart that is there as files, from a folder or an archive. `chart` is what
 * to call it where it has no Chart.yaml.
 */
export function loadChart(files: readonly ChartFile[], chart = ''): ReadMetadata {
  const text = (path: string) => {
    const file = files.find((candidate) => candidate.path === path);
    return file && decodeText(file.bytes, path);
  };
  const chartYaml = text('Chart.yaml');
  if (chartYaml === undefined) throw new ChartroomError('chart.yaml-missing', { chart });
  return readMetadata(chartYaml, text('requirements.yaml'));
}
