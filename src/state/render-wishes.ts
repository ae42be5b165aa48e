/** What a chart is to be rendered with, and how an address says it. */
import { packText, unpackText } from './packed-text.ts';
import type { Query } from './routes.ts';

export interface RenderWishes {
  /** Values of a person's own, as YAML. */
  values: string;
  /** A file of values in the chart, by its path. */
  file: string;
  /** `--set`, one a line. */
  set: string;
  name: string;
  namespace: string;
  kube: string;
  /** Versions of APIs, separated by commas or blanks. */
  apis: string;
  crds: '' | '1';
  helm: '' | '3';
}

export const NO_WISHES: RenderWishes = {
  ...{ values: '', file: '', set: '', name: '', namespace: '' },
  ...{ kube: '', apis: '', crds: '', helm: '' },
};

/** Longer texts are compressed. */
const LONG = 200;
/** What may hold secrets. */
const TEXTS = ['values', 'set'] as const;
const PACKED = '-packed';

/** Every key of an address's query that belongs to the wishes. */
export const WISH_KEYS: readonly string[] = [
  ...Object.keys(NO_WISHES),
  ...TEXTS.map((key) => key + PACKED),
];

/** What a chart was rendered with last, and the address that stood there then. */
interface Remembered {
  wishes: RenderWishes;
  address: string;
}

/**
 * By what Helm finds the chart by: whoever looks at another tab in between goes on with it, also where
 * the address hadn't been written yet.
 */
const remembered = new Map<string, Remembered>();

export function rememberWishes(subject: string, last: Remembered): void {
  remembered.set(subject, last);
}

/** What to go on with at an address that says nothing else. */
export function rememberedWishes(subject: string, query: Query): RenderWishes | undefined {
  const last = remembered.get(subject);
  const isOther = hasWishes(query) && last?.address !== wishAddress(query);
  return isOther ? undefined : last?.wishes;
}

/** What of an address belongs to the wishes, to be compared. */
export function wishAddress(query: Query): string {
  return JSON.stringify(WISH_KEYS.map((key) => query[key] ?? ''));
}

/** What a person looks at where no address says it: the template, what is searched for and unfolded. */
export interface Look {
  part?: string | undefined;
  query: Query;
}

const looks = new Map<string, Look>();

export function rememberLook(subject: string, look: Look): void {
  looks.set(subject, look);
}

/** How the chart was looked at last, unless it is come to from a template. */
export function rememberedLook(subject: string, part: string | undefined): Look {
  return (part === undefined && looks.get(subject)) || { part, query: {} };
}

/** What an address says beside the wishes. */
export function withoutWishes(query: Query): Query {
  return Object.fromEntries(Object.entries(query).filter(([key]) => !WISH_KEYS.includes(key)));
}

/** Whether an address says anything of what a chart is rendered with. */
export function hasWishes(query: Query): boolean {
  return WISH_KEYS.some((key) => query[key] !== undefined);
}

/** The wishes in an address, and which of its texts can't be read: they are as if they weren't there. */
export interface ReadWishes {
  wishes: RenderWishes;
  unreadable: (typeof TEXTS)[number][];
}

export async function wishesIn(query: Query): Promise<ReadWishes> {
  const wishes = { ...NO_WISHES };
  const unreadable: ReadWishes['unreadable'] = [];
  for (const key of ['file', 'name', 'namespace', 'kube', 'apis'] as const)
    wishes[key] = query[key] ?? '';
  for (const key of TEXTS) {
    const packed = query[key + PACKED];
    const text = packed ? await unpackText(packed) : (query[key] ?? '');
    if (text === undefined) unreadable.push(key);
    else wishes[key] = text;
  }
  if (query['crds']) wishes.crds = '1';
  if (query['helm'] === '3') wishes.helm = '3';
  return { wishes, unreadable };
}

/** The wishes for an address, without its texts unless they may be in it; empty ones are left out. */
export async function queryOf(wishes: RenderWishes, withTexts: boolean): Promise<Query> {
  const { values, set, ...rest } = wishes;
  const texts = withTexts ? { values, set } : {};
  const entries = await Promise.all(
    Object.entries(texts).map(async ([key, text]): Promise<[string, string]> => {
      const packed = text.length > LONG ? await packText(text) : undefined;
      return packed === undefined ? [key, text] : [key + PACKED, packed];
    }),
  );
  return Object.fromEntries(
    [...entries, ...Object.entries(rest)].filter(([, text]) => text !== ''),
  );
}
