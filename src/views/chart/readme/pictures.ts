import { pictureOf, pictureType } from '../../../core/chart/pictures.ts';
import { contentOf, type UnpackedChart } from '../../../core/chart/packed.ts';
import { once } from '../../../core/once.ts';
import { dataUrl } from '../../../platform/picture.ts';
import { pathInChart } from './links.ts';

/** So many pictures of a README are shown; every one costs the page memory. */
const MOST = 100;
/** Bytes of all of a chart's pictures that its README shows, each counted once. */
const MOST_BYTES = 5_000_000;

/** The pictures of a README: those that lie in the chart are shown, others where they may be. */
export class Pictures {
  /** Origins in the web whose pictures aren't loaded, though the README has them. */
  readonly elsewhere = new Set<string>();

  readonly #chart: UnpackedChart;
  readonly #mayLoad: (url: string) => boolean;
  readonly #read = new Map<string, () => Promise<string | undefined>>();
  #count = 0;
  #bytes = 0;

  constructor(chart: UnpackedChart, mayLoad: (url: string) => boolean) {
    this.#chart = chart;
    this.#mayLoad = mayLoad;
  }

  /** An image for the picture at `source`; undefined if it isn't shown. */
  image(source: string): HTMLImageElement | undefined {
    if (this.#count >= MOST) return undefined;
    const image = new Image();
    if (/^https?:\/\//i.test(source) && URL.canParse(source)) {
      if (!this.#mayLoad(source)) {
        this.elsewhere.add(new URL(source).origin);
        return undefined;
      }
      image.referrerPolicy = 'no-referrer';
      image.loading = 'lazy';
      image.src = source;
    } else {
      const read = this.#reader(source);
      if (!read) return undefined;
      // What isn't a picture after all shows its words, as an image that doesn't load does.
      void read().then(
        (url) => url && (image.src = url),
        () => undefined,
      );
    }
    this.#count++;
    return image;
  }

  #reader(source: string): (() => Promise<string | undefined>) | undefined {
    const path = pathInChart(source);
    const known = this.#read.get(path);
    if (known) return known;
    const file = this.#chart.files.find((one) => one.path === path);
    if (!file || !pictureType(path) || this.#bytes + file.size > MOST_BYTES) return undefined;
    this.#bytes += file.size;
    const read = once(async () => {
      const picture = await pictureOf(contentOf(this.#chart, file), path);
      return picture && dataUrl(picture);
    });
    this.#read.set(path, read);
    return read;
  }
}
