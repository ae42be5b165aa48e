import type { PackedChart } from '../chart/packed.ts';
import type { Side } from '../diff/comparison.ts';
import type { ObjectChanges } from '../diff/objects.ts';
import type { RunImage } from '../diff/run-images.ts';
import type { Difference } from '../render/functions/context.ts';
import type { TemplateFlags } from '../render/flags.ts';
import type { Lines } from '../render/print.ts';
import type { ComputeOptions } from './compute.ts';

export type { TemplateFlags } from '../render/flags.ts';
export type { Lines } from '../render/print.ts';

/** An object among what a chart renders to. */
export interface RenderedObject extends Lines {
  kind: string;
  apiVersion: string;
  name: string;
  /** As it is written; most leave it to the release. */
  namespace: string;
  /** The file that it comes from, as Helm names it: `app/charts/db/templates/a.yaml`. */
  source: string;
  /** That file below the root of the chart; undefined if it isn't found there. */
  file: string | undefined;
  /** The line of that file that the object's kind stands in, where it is the only one. */
  fileLine?: number | undefined;
  /** The hook's events; undefined for what is no hook. */
  hooks?: readonly string[] | undefined;
  /** Of the folder crds/: Helm installs it before all else, and never again. */
  isCrd: boolean;
}

/** What `helm template` prints, and where in it is what. */
export interface RenderedChart {
  state: 'done';
  text: string;
  /** In the order of the text, the lines of which they have all. */
  objects: readonly RenderedObject[];
  /** The images that the chart would run. */
  images: readonly RunImage[];
  /** What `helm install` would print at the end; empty where the chart has nothing to say. */
  notes: string;
  /** What another rendering with the same values would differ by. */
  differences: readonly Difference[];
  /** What schemas refer to by an address: values aren't held against these schemas. */
  unread: readonly string[];
  /** How long it took, in milliseconds. */
  took: number;
}

/** A place that an error names. */
export interface ErrorPlace {
  /** Which part of the error's words names it. */
  start: number;
  end: number;
  /** The file below the root of the chart, or one of a person's own as it was given. */
  file: string;
  /** Counted from 1; absent where a file is named as a whole. */
  line?: number;
}

/** An error in Helm's words. */
export interface RefusedChart {
  state: 'refused';
  words: string;
  places: readonly ErrorPlace[];
}

/** The chart of two that Helm refuses to render. */
export interface RefusedSide extends RefusedChart {
  side: Side;
}

/** What differs between what two charts render to. */
export interface RenderedComparison {
  state: 'done';
  objects: ObjectChanges;
  /** The images that each would run. */
  images: Record<Side, RunImage[]>;
  /** What another rendering with the same values would differ by. */
  differences: Difference[];
}

/**
 * What is done with templates, which are hostile input: in the browser it runs in workers of its own
 * (`worker/render-client.ts`), which end when it takes too long or is called off. Rejects with
 * `work.unfinished` where a rendering reaches its bounds.
 */
export interface Rendering {
  render(
    chart: PackedChart,
    flags: TemplateFlags,
    options?: ComputeOptions,
  ): Promise<RenderedChart | RefusedChart>;
  /** The lines of a rendering that come out otherwise when it is done once more, counted from 1. */
  varying(
    chart: PackedChart,
    flags: TemplateFlags,
    rendered: RenderedChart,
    options?: ComputeOptions,
  ): Promise<Lines[]>;
  /** What differs between the objects of two charts, with the same flags. */
  compare(
    before: PackedChart,
    after: PackedChart,
    flags: TemplateFlags,
    options?: ComputeOptions,
  ): Promise<RenderedComparison | RefusedSide>;
  /** The text of a template, by the name that Helm gives it, also of one in a subchart's archive. */
  template(chart: PackedChart, name: string, options?: ComputeOptions): Promise<string | undefined>;
}
