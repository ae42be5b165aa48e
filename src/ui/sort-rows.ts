/** A way to sort a list by something that may not be known of every item. */
export interface Sort<Item> {
  /** As a person chooses it. */
  label: string;
  /** What it is that may not be known: `date`. */
  fact: string;
  /** Undefined where it isn't known. */
  value: (item: Item) => string | number | undefined;
  /** The largest first. */
  descending?: boolean;
}

/** A sorted list, and of how many items the fact was known that it is sorted by. */
export interface Sorted<Item> {
  items: readonly Item[];
  known: number;
}

/** The items by what is known of them; the others follow, and equal ones stay, in their order. */
export function sortRows<Item>(items: readonly Item[], by: Sort<Item>): Sorted<Item> {
  const known: { item: Item; value: string | number }[] = [];
  const others: Item[] = [];
  for (const item of items) {
    const value = by.value(item);
    if (value === undefined) others.push(item);
    else known.push({ item, value });
  }
  const way = by.descending ? -1 : 1;
  known.sort((a, b) => (a.value === b.value ? 0 : a.value < b.value ? -way : way));
  return { items: [...known.map(({ item }) => item), ...others], known: known.length };
}
